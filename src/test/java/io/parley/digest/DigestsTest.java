package io.parley.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.Channels;
import io.parley.channel.Language;
import io.parley.channel.email.Post;
import io.parley.channel.text.YamlTexts;
import io.parley.conversation.TeamMails;
import io.parley.digest.Digests.Chosen;
import io.parley.fake.slack.FakeSlack;
import io.parley.handover.thread.AgentAccounts;
import io.parley.hours.OfficeHours;
import io.parley.insight.Analytics;
import io.parley.insight.Handmade;
import io.parley.knowledge.FaqDesk;
import io.parley.knowledge.faq.EntryContent;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.learning.gap.Gaps;
import io.parley.support.ParleyTest;
import io.parley.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionOperations;

/** Operators hear on Mondays how the week went, by mail and in Slack, each once. */
@ParleyTest(properties = {"parley.email.address=" + Post.SHOP, "parley.public-url=https://chat.shop.example/",
        "parley.time-zone=Europe/Berlin", "parley.slack.bot-token=" + FakeSlack.BOT_TOKEN,
        "parley.slack.signing-secret=" + FakeSlack.SECRET, "parley.slack.agent-channel=" + DigestsTest.AGENTS,
        "parley.slack.limits.channel-per-second=50", "db-scheduler.enabled=false"})
@DirtiesContext
@Timeout(180)
class DigestsTest {
    static final String AGENTS = "C0AGENTS";
    /** Eight o'clock in Berlin on the first Monday of summer time. */
    private static final Instant MONDAY = Instant.parse("2030-04-01T06:00:00Z");
    private static final Instant TUESDAY_OF_THE_WEEK = Instant.parse("2030-03-26T09:00:00Z");
    private static final Instant TUESDAY_BEFORE = Instant.parse("2030-03-19T09:00:00Z");
    private static final Duration AT_MOST = Duration.ofSeconds(60);
    private static final Post post = Post.start();
    private static final FakeSlack slack = FakeSlack.start();

    @Autowired
    private DigestRows rows;
    @Autowired
    private DigestText text;
    @Autowired
    private Analytics analytics;
    @Autowired
    private Gaps gaps;
    @Autowired
    private FaqDesk faq;
    @Autowired
    private AgentAccounts accounts;
    @Autowired
    private Channels channels;
    @Autowired
    private TeamMails mails;
    @Autowired
    private TransactionOperations transaction;
    @Autowired
    private OfficeHours hours;
    @Autowired
    private TestDatabase database;
    @Autowired
    private JdbcClient jdbc;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry properties) {
        properties.add("parley.email.imap-url", () -> post.imapUrl(Post.SHOP));
        properties.add("parley.email.smtp-url", () -> post.smtpUrl(Post.SHOP));
        properties.add("parley.slack.api-url", slack::url);
    }

    @BeforeEach
    void forget() {
        jdbc.sql("delete from agent where login <> 'admin'").update();
        jdbc.sql("update agent set digest = null").update();
    }

    @AfterAll
    static void close() {
        post.close();
        slack.close();
    }

    @Test
    void itTellsTheWeekBesideTheOneBefore() {
        makeTwoWeeks();
        List<Long> lacks = IntStream.of(3, 5, 4, 3).mapToObj(this::lack).toList();
        faq.add(new EntryContent(new FaqEntry(new FaqId("c"), "Who tunes the needle?", "Nobody.", "", "", null, null,
                null, "en", FaqEntry.State.PUBLISHED, 0), List.of(), List.of()), "bob");
        jdbc.sql("""
                insert into inbox (channel, key, ordering_key, payload, received_at, state, done_at)
                values ('web', 'dead', 'needle', '', now(), 'dead_letter', now())""").update();
        hire("olga", "operator", "olga@team.example", null, Way.MAIL, Language.EN);
        hire("mara", "administrator", null, "UMARA", Way.SLACK, Language.DE);

        at(MONDAY).tell();
        settled();

        String english = """
                Customers' matters that began: 41; the week before: 20.
                Not over yet: 1, so the shares will still change.
                Helped: the customer said so – 49% (20 of 41); the week before: too few to say (12 of 20)
                Probably helped: answered, then silence – 24% (10 of 41); the week before: too few to say (8 of 20)
                Resolved by agents – 12% (5 of 41); the week before: too few to say (0 of 20)
                Not helped – 10% (4 of 41); the week before: too few to say (0 of 20)
                Neither answered nor handed over – 2% (1 of 41); the week before: too few to say (0 of 20)
                Questions answered from the FAQ – 97% (35 of 36); the week before: too few to say (20 of 20)
                Customers who scored agents' help 4 or 5 – too few to say (3 of 3); the week before: too few to say (0 of 0)
                Thumbs: 20 up, 4 down; the week before: 12 up, 0 down

                What the FAQ lacks, the biggest gaps:
                Gap {2}: 5 people asked within 30 days. https://chat.shop.example/desk/gaps#gap-{2}
                Gap {3}: 4 people asked within 30 days. https://chat.shop.example/desk/gaps#gap-{3}
                Gap {1}: 3 people asked within 30 days. https://chat.shop.example/desk/gaps#gap-{1}

                Entries that lately got more thumbs down than up: 1. https://chat.shop.example/desk/faq?only=doubtful
                Messages that were given up: 1. https://chat.shop.example/desk/dead-letters

                All figures, with their uncertainty: https://chat.shop.example/desk/overview
                You can change or end this digest on the page of your account. https://chat.shop.example/desk/account"""
                .replace("{1}", lacks.get(0).toString()).replace("{2}", lacks.get(1).toString())
                .replace("{3}", lacks.get(2).toString());
        assertThat(post.inbox("olga@team.example")).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("Parley: the week from Mar 25, 2030 to Mar 31, 2030");
            assertThat(Post.plain(mail)).contains(english).doesNotContainIgnoringCase("needle");
            assertThat(mail.headers("Auto-Submitted")).containsExactly("auto-generated");
        });
        assertThat(told("DMARA")).singleElement().asString()
                .startsWith("Parley: die Woche vom 25.03.2030 bis 31.03.2030\n\nAnliegen von Kunden, die begannen: 41;")
                .contains("Nicht geholfen – 10\u00a0% (4 von 41); in der Woche davor: zu wenige (0 von 20)",
                        "/desk/gaps#gap-" + lacks.get(1))
                .doesNotContainIgnoringCase("needle");
        assertThat(slack.violations()).isEmpty();
    }

    /** What happens in two weeks; the last one begins on the evening before the digest. */
    private void makeTwoWeeks() {
        Handmade.play(database, 20, TUESDAY_OF_THE_WEEK, "0/faq:a 1/up");
        Handmade.play(database, 10, TUESDAY_OF_THE_WEEK, "0/faq:b");
        Handmade.play(database, 3, TUESDAY_OF_THE_WEEK, "0/human 1/agent 2/score:5");
        Handmade.play(database, 2, TUESDAY_OF_THE_WEEK, "0/human 1/agent");
        Handmade.play(database, 4, TUESDAY_OF_THE_WEEK, "0/faq:c 1/down");
        Handmade.play(database, 1, TUESDAY_OF_THE_WEEK, "0/odd");
        Handmade.play(database, 1, Instant.parse("2030-03-31T20:00:00Z"), "0/faq:d");
        Handmade.play(database, 12, TUESDAY_BEFORE, "0/faq:a 1/up");
        Handmade.play(database, 8, TUESDAY_BEFORE, "0/faq:b");
        Handmade.count(database, "Europe/Berlin", MONDAY);
    }

    /** A gap that so many asked for. */
    private long lack(int people) {
        long gap = jdbc.sql("insert into gap (made_at) values (now()) returning id").query(Long.class).single();
        jdbc.sql(
                """
                        insert into gap_question (message_id, revision, voice, text, language, vector, why, asked_at, gap, place)
                        select m.id, 0, m.id::text::bytea, 'needle', 'en', '', 'missing_knowledge', now(), :gap,
                            row_number() over (order by m.id)
                        from (select id from message m where author = 'participant'
                                  and not exists (select from gap_question q where q.message_id = m.id)
                              order by id limit :people) m""")
                .param("gap", gap).param("people", people).update();
        return gap;
    }

    @Test
    void eachIsToldOnceHoweverManyTellAtOnce() {
        hire("ole", "operator", "ole@team.example", null, Way.MAIL, Language.EN);
        hire("ida", "operator", "ida@team.example", null, Way.SLACK, Language.EN);
        jdbc.sql("""
                insert into agent_contact (channel, external_id, email) values ('slack', 'UIDA', 'ida@team.example')
                on conflict do nothing""").update();
        hire("max", "operator", null, null, Way.SLACK, Language.EN);
        hire("lee", "administrator", null, null, Way.SLACK, Language.EN);
        int before = told(AGENTS).size();

        Digests digests = at(MONDAY.plus(Duration.ofHours(30)));
        CompletableFuture.allOf(IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.runAsync(digests::tell)).toArray(CompletableFuture[]::new)).join();
        at(MONDAY.plus(Duration.ofDays(6))).tell();
        settled();

        assertThat(post.inbox("ole@team.example")).hasSize(1);
        assertThat(told("DIDA")).as("known by their mail address").hasSize(1);
        assertThat(told(AGENTS)).as("for the two whom Slack does not know").hasSize(before + 1);
    }

    @Test
    void ofWeeksThatWereMissedOnlyTheLastIsTold() {
        hire("pia", "operator", "pia@team.example", null, Way.MAIL, Language.EN);
        at(MONDAY).tell();
        at(MONDAY.plus(Duration.ofDays(24))).tell();
        at(MONDAY.plus(Duration.ofDays(24))).tell();
        settled();

        assertThat(post.inbox("pia@team.example")).extracting(mail -> mail.subject()).containsExactlyInAnyOrder(
                "Parley: the week from Mar 25, 2030 to Mar 31, 2030",
                "Parley: the week from Apr 15, 2030 to Apr 21, 2030");
    }

    @Test
    void nobodyElseHearsOfIt() {
        hire("ann", "agent", "ann@team.example", null, Way.MAIL, Language.EN);
        hire("bob", "operator", "bob@team.example", null, Way.MAIL, Language.EN);
        hire("tom", "operator", "tom@team.example", null, Way.NONE, Language.EN);
        hire("kim", "operator", null, null, Way.MAIL, Language.EN);
        jdbc.sql("update agent set locked_at = now() where login = 'bob'").update();
        at(MONDAY).tell();
        settled();

        assertThat(List.of("ann", "bob", "tom")).allSatisfy(
                name -> assertThat(post.inbox(name + "@team.example")).isEmpty());
        jdbc.sql("update agent set email = 'kim@team.example' where login = 'kim'").update();
        at(MONDAY.plus(Duration.ofDays(1))).tell();
        settled();
        assertThat(post.inbox("kim@team.example")).as("once they can be reached").hasSize(1);
    }

    @Test
    void whoChoosesItHearsOfTheNextWeekFirst() {
        long eva = hire("eva", "operator", "eva@team.example", null, Way.NONE, Language.EN);
        long jan = hire("jan", "operator", null, null, Way.NONE, Language.EN);
        assertThat(at(MONDAY).choose(jan, Way.MAIL, Language.EN)).isEqualTo(Chosen.NO_MAIL);
        assertThat(at(MONDAY).choose(eva, Way.MAIL, Language.DE)).isEqualTo(Chosen.DONE);
        assertThat(at(MONDAY).way(eva)).isEqualTo(Way.MAIL);
        at(MONDAY.plus(Duration.ofDays(6))).tell();
        settled();
        assertThat(post.inbox("eva@team.example")).isEmpty();

        at(MONDAY.plus(Duration.ofDays(7))).tell();
        settled();
        assertThat(post.inbox("eva@team.example")).singleElement().satisfies(mail -> assertThat(mail.subject())
                .isEqualTo("Parley: die Woche vom 01.04.2030 bis 07.04.2030"));

        assertThat(at(MONDAY).choose(eva, Way.NONE, Language.DE)).isEqualTo(Chosen.DONE);
        at(MONDAY.plus(Duration.ofDays(14))).tell();
        settled();
        assertThat(post.inbox("eva@team.example")).hasSize(1);
    }

    @Test
    void itIsThereInGerman() {
        assertThat(YamlTexts.of("digest.de.yaml").inOrder().keySet())
                .isEqualTo(YamlTexts.of("digest.yaml").inOrder().keySet());
    }

    private Digests at(Instant now) {
        return new Digests(rows, text, analytics, gaps, faq, accounts, channels, mails, transaction, hours,
                InstantSource.fixed(now));
    }

    private long hire(String login, String role, @Nullable String mail, @Nullable String member, Way way,
            Language language) {
        return jdbc.sql("""
                insert into agent (login, name, role, email, slack_user, digest, digest_language, digest_told)
                values (:login, :login, :role, :mail, :member, :way, :language, date '2030-03-25') returning id""")
                .param("login", login).param("role", role).param("mail", mail).param("member", member)
                .param("way", way == Way.NONE ? null : way.word()).param("language", language.tag())
                .query(Long.class).single();
    }

    private static List<String> told(String place) {
        return slack.posts(place).stream().map(io.parley.fake.slack.Post::seen).toList();
    }

    private void settled() {
        await().atMost(AT_MOST).until(() -> jdbc
                .sql("select count(*) from outbox where state in ('queued', 'ready', 'claimed', 'sending')")
                .query(Integer.class).single() == 0);
    }
}
