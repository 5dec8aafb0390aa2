package io.parley.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.care.Contradictions.Seen;
import io.parley.channel.email.Post;
import io.parley.channel.email.message.Incoming;
import io.parley.knowledge.FaqDesk;
import io.parley.knowledge.faq.EntryChange.Reason;
import io.parley.knowledge.faq.EntryContent;
import io.parley.knowledge.faq.EntryFilter;
import io.parley.knowledge.faq.EntryFilter.Only;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.learning.RefitStopped;
import io.parley.learning.suggestion.Doubted;
import io.parley.learning.suggestion.TakenBack;
import io.parley.learning.suggestion.Thumbs;
import io.parley.support.ParleyTest;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionOperations;

/** Owners hear of reviews that are due, and entries that contradict each other are found, each with its number. */
@ParleyTest(properties = {"parley.email.address=" + Post.SHOP, "parley.public-url=https://chat.shop.example/",
        "db-scheduler.enabled=false"})
@DirtiesContext
@Timeout(180)
class FaqCareTest {
    private static final Post post = Post.start();
    private static final Duration AT_MOST = Duration.ofSeconds(60);

    private final LocalDate today = LocalDate.ofInstant(InstantSource.system().instant(), ZoneId.systemDefault());

    @Autowired
    private Reviews reviews;
    @Autowired
    private Contradictions contradictions;
    @Autowired
    private FaqDesk faq;
    @Autowired
    private ApplicationEventPublisher events;
    @Autowired
    private TransactionOperations transaction;
    @Autowired
    private JdbcClient jdbc;

    @DynamicPropertySource
    static void mail(DynamicPropertyRegistry properties) {
        properties.add("parley.email.imap-url", () -> post.imapUrl(Post.SHOP));
        properties.add("parley.email.smtp-url", () -> post.smtpUrl(Post.SHOP));
    }

    @AfterEach
    void forget() {
        jdbc.sql("update faq_entry set review_by = null").update();
        jdbc.sql("delete from agent where email is not null").update();
    }

    @AfterAll
    static void close() {
        post.close();
    }

    @Test
    void theOwnerHearsOfAReviewOnceForEachDueDayAndTheOperatorsWhereThereIsNone() {
        hire("olga", "Olga", "olga@team.example", "operator");
        hire("bob", "Bob", "bob@team.example", "agent");
        FaqId bobs = add("Who paints the harbour wall?", "We do.", "BOB", today.minusDays(1));
        add("Who waters the roof garden?", "Nobody.", "a partner", today);
        add("Who feeds the swans?", "Everybody.", "bob", today.plusDays(1));

        reviews.tell();
        reviews.tell();
        settled();

        assertThat(post.inbox("bob@team.example")).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("An entry of the FAQ is to be reviewed");
            assertThat(Post.plain(mail)).contains("By " + today.minusDays(1) + ": Who paints the harbour wall?",
                    "https://chat.shop.example/desk/faq/entry?id=" + bobs.value(), "/desk/faq?only=overdue")
                    .doesNotContain("swans", "garden");
            assertThat(mail.headers("Auto-Submitted")).containsExactly("auto-generated");
        });
        assertThat(post.inbox("olga@team.example")).map(Post::plain).singleElement().asString()
                .contains("Who waters the roof garden?").doesNotContain("harbour");
        assertThat(page(Only.OVERDUE)).contains(bobs.value());
        assertThat(faq.counts()).containsEntry(Only.OVERDUE, 2);

        jdbc.sql("update faq_entry set review_by = ? where id = ?").param(today.minusDays(3)).param(bobs.value())
                .update();
        reviews.tell();
        settled();
        assertThat(post.inbox("bob@team.example")).hasSize(2);
    }

    @Test
    void nobodyCountsAsToldWhereNobodyCanBe() {
        FaqId entry = add("Who winds up the tower clock?", "A robot.", null, today);
        reviews.tell();
        hire("olga", "Olga", "late@team.example", "operator");
        reviews.tell();
        settled();

        assertThat(post.inbox("late@team.example")).map(Incoming::subject)
                .containsExactly("An entry of the FAQ is to be reviewed");
        assertThat(jdbc.sql("select count(*) from faq_review_told where entry = ?").param(entry.value())
                .query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void theOwnerHearsThatATaughtEntryWasTakenBack() {
        hire("marta", "Marta", "marta@team.example", "agent");
        FaqId entry = add("Who tunes the carillon?", "Nobody.", "marta", null);

        transaction.executeWithoutResult(status -> events.publishEvent(new TakenBack(entry.value())));
        settled();

        assertThat(post.inbox("marta@team.example")).singleElement().satisfies(mail -> {
            assertThat(mail.subject())
                    .isEqualTo("The bot took back an entry that did not help: Who tunes the carillon?");
            assertThat(Post.plain(mail)).contains("https://chat.shop.example/desk/drafts");
        });
    }

    @Test
    void theOwnerHearsThatCustomersDoubtATaughtEntry() {
        hire("nora", "Nora", "nora@team.example", "agent");
        FaqId entry = add("Who oils the carillon?", "Nobody.", "nora", null);

        transaction.executeWithoutResult(
                status -> events.publishEvent(new Doubted(entry.value(), new Thumbs(1, 4))));
        settled();

        assertThat(post.inbox("nora@team.example")).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("Customers doubt an entry that was taught: Who oils the carillon?");
            assertThat(Post.plain(mail)).contains("4 people", "https://chat.shop.example/desk/faq/entry?id=");
        });
    }

    @Test
    void operatorsHearThatARetrainingWasStopped() {
        hire("oskar", "Oskar", "oskar@team.example", "operator");
        transaction.executeWithoutResult(status -> events.publishEvent(new RefitStopped(1_000, 31)));
        settled();

        assertThat(post.inbox("oskar@team.example")).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("The bot learned nothing new, to be safe");
            assertThat(Post.plain(mail)).contains("31 of the last 1000 questions", "refits run --anyway",
                    "https://chat.shop.example/desk/votes");
        });
    }

    @Test
    void entriesThatContradictEachOtherAreFoundUntilOneIsMended() {
        FaqId one = add("How long may I keep the rented kayak?", "You may keep it for 3 days.", null, null);
        FaqId other = add("How long can I keep a rented kayak?", "You can keep it for 5 days.", null, null);
        FaqId like = add("For how long may I keep the rented canoe?", "Until it rains.", null, null);
        contradictions.look();

        assertThat(contradictions.of(one.value())).singleElement().satisfies(found -> {
            assertThat(found.entry()).isEqualTo(other.value());
            assertThat(found.differs()).containsExactlyInAnyOrder("3", "5");
        });
        assertThat(contradictions.of(other.value())).hasSize(1);
        assertThat(page(Only.CONTRADICTS)).contains(one.value(), other.value());
        assertThat(faq.counts().get(Only.CONTRADICTS)).isGreaterThanOrEqualTo(2);

        EntryContent wrong = faq.find(other).orElseThrow();
        faq.save(new EntryContent(wrong.entry().withText(wrong.entry().question(), "You can keep it for 3 days."),
                wrong.alternatives(), wrong.negatives()), "bob", Reason.WRONG);
        contradictions.look();

        assertThat(contradictions.of(one.value())).noneMatch(found -> found.entry().equals(other.value()));
        assertThat(faq.find(like)).isPresent();
    }

    @Test
    void twoThatAreBothRightAreNotShownAgainUntilOneOfThemChanges() {
        FaqId one = add("How long may I keep the rented tandem?", "You may keep it for 3 days.", null, null);
        FaqId other = add("How long can I keep a rented tandem?", "In winter you can keep it for 5 days.", null, null);
        contradictions.look();
        Seen seen = new Seen(one.value(), revision(one));
        int otherRevision = contradictions.of(one.value()).getFirst().revision();

        assertThat(contradictions.approve(seen, new Seen(other.value(), otherRevision + 1), "bob")).isFalse();
        assertThat(contradictions.of(one.value())).hasSize(1);
        assertThat(contradictions.approve(seen, new Seen(other.value(), otherRevision), "bob")).isTrue();
        assertThat(jdbc.sql("select object || ' ' || detail from audit where actor = 'bob' and deed = 'faq_reviewed'")
                .query(String.class).list()).containsExactly(seen.entry() + " both right: " + other.value());
        assertThat(contradictions.of(one.value())).isEmpty();
        contradictions.look();
        assertThat(contradictions.of(other.value())).isEmpty();

        EntryContent wrong = faq.find(other).orElseThrow();
        faq.save(new EntryContent(
                wrong.entry().withText(wrong.entry().question(), "In winter you can keep it for 6 days."),
                wrong.alternatives(), wrong.negatives()), "bob", Reason.WRONG);
        contradictions.look();
        assertThat(contradictions.of(one.value())).singleElement()
                .satisfies(found -> assertThat(found.differs()).contains("6"));
    }

    private int revision(FaqId entry) {
        return faq.find(entry).orElseThrow().entry().revision();
    }

    private FaqId add(String question, String answer, @Nullable String owner, @Nullable LocalDate review) {
        FaqId id = FaqId.derivedFrom(question);
        faq.add(new EntryContent(new FaqEntry(id, question, answer, "", "", null, owner, review, "en",
                FaqEntry.State.PUBLISHED, 0), List.of(), List.of()), "bob");
        return id;
    }

    private void hire(String login, String name, String mail, String role) {
        jdbc.sql("insert into agent (login, name, email, role) values (?, ?, ?, ?)").param(login).param(name)
                .param(mail).param(role).update();
    }

    private List<String> page(Only only) {
        return faq.page(new EntryFilter("", EntryFilter.IN_USE, "", "", only), "", 200).stream()
                .map(entry -> entry.id().value()).toList();
    }

    private void settled() {
        await().atMost(AT_MOST).until(() -> jdbc
                .sql("select count(*) from outbox where state in ('queued', 'ready', 'claimed', 'sending')")
                .query(Integer.class).single() == 0);
    }
}
