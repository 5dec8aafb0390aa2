package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.Ignored;
import io.parley.channel.InboundEvent.MessageKept;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.InboundEvent.ReactionChanged;
import io.parley.channel.email.mailbox.EmailSettings.Limits;
import io.parley.channel.email.message.Incoming;
import io.parley.channel.email.thread.MailAddress;
import io.parley.support.TestDatabase;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sender of a mail, and the number of mails that strangers can make the mailbox send. */
class SendersTest {
    private static final TestDatabase database = TestDatabase.migrated();
    private static final String FORM = "wordpress@shop.example";
    private static final String ANN = "ann@example.org";
    private static final String BEN = "ben@example.net";
    private static final String PASS = "mx.shop.example; dmarc=pass";
    private static final Limits FEW = new Limits(100, 100, 10, 10, 10, 10, 12, 12, 25, 25);

    private final Post post = Post.start();
    private MailInstallation parley = at(FEW);
    private int heard;

    private MailInstallation at(Limits limits) {
        return MailInstallation.of(MailInstallation.trusting(MailInstallation.settings(post.imapUrl(Post.SHOP),
                post.smtpUrl(Post.SHOP), "seen", limits, false), "mx.shop.example"), database);
    }

    @BeforeEach
    void read() {
        database.clear();
        parley = at(FEW).read();
    }

    @AfterEach
    void close() {
        parley.close();
        post.close();
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    private InboundEvent after(String mail) {
        post.deliver(Post.SHOP, mail);
        heard++;
        return parley.heard(heard).getLast();
    }

    private MessageReceived written(String mail) {
        return (MessageReceived) after(mail);
    }

    private static Post.Letterhead form(String name, String visitor) {
        return Post.from("My shop", FORM).with("Reply-To", name + " <" + visitor + ">").with("Subject", "Contact form");
    }

    @Test
    void takesAFormsVisitorForThePerson() {
        MessageReceived anns = written(form("Ann Reed", ANN).saying("When do you open?"));
        assertThat(anns.sender().id()).isEqualTo(ANN);
        assertThat(anns.sender().name()).isEqualTo("Ann Reed");
        assertThat(anns.sender().unverified()).isEqualTo(ANN + " was typed into a form");
        assertThat(MailAddress.of(anns.address()).recipient()).isEqualTo(ANN);
        parley.answer(anns, "At nine.");
        Incoming answer = post.inbox(ANN).getFirst();
        assertThat(Post.plain(answer)).startsWith("Hello Ann Reed,\n").contains("/mail/off-");
        MessageReceived reply = written(Post.from("Ann", ANN).answering(answer)
                .with("Authentication-Results", PASS).saying("And on Sundays?"));
        assertThat(reply.thread()).isEqualTo(anns.thread());
        assertThat(reply.sender().unverified()).isNull();
        assertThat(after(Post.from("Ann", ANN).answering(answer).saying("That worked, thanks!")))
                .isInstanceOfSatisfying(ReactionChanged.class, verdict -> assertThat(verdict.person().id())
                        .isEqualTo(ANN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"noreply@forms.example", "shop-4711@mail.site.example"})
    void takesTheVisitorOfAFormServiceForThePerson(String service) {
        MessageReceived anns = written(Post.from("Form service", service).with("Reply-To", "Ann Reed <" + ANN + ">")
                .with("Authentication-Results", PASS).with("Auto-Submitted", "auto-generated")
                .with("Precedence", "bulk").with("List-Unsubscribe", "<https://forms.example/off>")
                .saying("Name: Ann\nMessage: When do you open?"));
        assertThat(anns.sender().id()).isEqualTo(ANN);
        assertThat(anns.sender().name()).isEqualTo("Ann Reed");
        assertThat(anns.sender().unverified()).isEqualTo(ANN + " was typed into a form");
        assertThat(anns.text()).isEqualTo("When do you open?");
        parley.answer(anns, "At nine.");
        assertThat(Post.plain(post.inbox(ANN).getFirst())).startsWith("Hello Ann Reed,\n");
    }

    @Test
    void takesTheVisitorOfAFormThatIsToldByItsFieldsForThePerson() {
        String fields = "You received a new message from your online store's contact form.\n\nName:\nAnn Reed\n\n"
                + "Email:\n" + ANN + "\n\nBody:\nWhen do you open?\n";
        MessageReceived anns = written(Post.from("Shop (Online Store)", "mailer@store.example").with("Reply-To", ANN)
                .saying(fields));
        assertThat(anns.sender().id()).isEqualTo(ANN);
        assertThat(anns.text()).isEqualTo("When do you open?");
        assertThat(after(Post.from("Else", "mailer@store.example").with("Reply-To", BEN).saying(fields)))
                .as("another's address stands in the fields").isEqualTo(new Ignored("its sender is no person"));
        assertThat(after(Post.from("Else", "mailer@store.example").with("Reply-To", ANN)
                .with("Auto-Submitted", "auto-generated").saying(fields))).isInstanceOf(Ignored.class);
    }

    @Test
    void takesNoOtherSenderForAForm() {
        assertThat(after(Post.from("Form service", "noreply@forms.example").saying("When do you open?")))
                .isEqualTo(new Ignored("its sender is no person"));
        assertThat(after(Post.from("Else", "noreply@site.example").with("Reply-To", ANN).saying("Hello?")))
                .isEqualTo(new Ignored("its sender is no person"));
        assertThat(written(Post.from("Ben", "ben@forms.example").with("Reply-To", ANN).saying("When?")).sender().id())
                .isEqualTo("ben@forms.example");
    }

    @Test
    void countsAndSilencesTheVisitorsOfAFormOneByOne() {
        for (int i = 0; i < 10; i++) {
            written(form("Ann", ANN).with("Date", "Sun, 22 Nov 2026 10:00:0" + i + " +0000").saying("Hours?"));
        }
        InboundEvent.MessageKept more = (InboundEvent.MessageKept) after(form("Ann", ANN).saying("Once more?"));
        assertThat(more.message().sender().id()).isEqualTo(ANN);
        assertThat(more.message().text()).isEqualTo("Once more?");
        assertThat(more.reason()).isEqualTo("too many mails of this sender");
        MessageReceived bens = written(form("Ben", BEN).saying("When do you open?"));
        parley.answer(bens, "At nine.");
        parley.pages.follow(Post.plain(post.inbox(BEN).getFirst()).replaceFirst("(?s).*/mail/(off-\\S+).*", "$1"));
        InboundEvent.MessageKept now = (InboundEvent.MessageKept) after(form("Ben", BEN).saying("And now?"));
        assertThat(now.reason()).isEqualTo("the sender wants no automatic answers");
        assertThat(now.message().text()).isEqualTo("And now?");
        assertThat(now.personOnRequest()).isTrue();
        assertThat(now.notice()).isNull();
        written(form("Cat", "cat@example.com").saying("When do you open?"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Ann Reed                | Hello Ann Reed,
            ina beck                | Hello ina beck,
            Ann van der Berg        | Hello Ann van der Berg,
            Your parcel is held     | Hello,
            Pay now at evil.example | Hello,
            evil.example            | Hello,
            Ann B. Reed             | Hello Ann B. Reed,
            """)
    void greetsAVisitorByAPlainName(String name, String greeting) {
        parley.answer(written(form(name, ANN).saying("When do you open?")), "At nine.");
        assertThat(Post.plain(post.inbox(ANN).getFirst())).startsWith(greeting + "\n");
    }

    @Test
    void answersAFormThatWritesFromTheMailboxItself() {
        MessageReceived anns = written(Post.from("My shop", Post.SHOP).with("Reply-To", ANN).saying("Hours?"));
        assertThat(anns.sender().id()).isEqualTo(ANN);
        assertThat(after(Post.from("My shop", Post.SHOP).with("Reply-To", "help@shop.example").saying("Hours?")))
                .isEqualTo(new Ignored("it comes from this mailbox itself"));
        assertThat(after(Post.from("My shop", Post.SHOP).saying("Hours?")))
                .isEqualTo(new Ignored("it comes from this mailbox itself"));
    }

    @Test
    void takesAReplyToOfAnotherDomainForNoPerson() {
        MessageReceived anns = written(Post.from("Ann", ANN).with("Reply-To", BEN).saying("When do you open?"));
        assertThat(anns.sender().id()).isEqualTo(ANN);
        assertThat(anns.sender().unverified()).contains("did not check", "answers go to " + BEN);
    }

    @Test
    void takesTheVerdictOfNobodyWhomTheMailServerDoesNotVouchFor() {
        parley.answer(written(Post.from("Ann", ANN).saying("When do you open?")), "At nine.");
        Incoming answer = post.inbox(ANN).getFirst();
        assertThat(after(Post.from("Ann", ANN).answering(answer)
                .with("Authentication-Results", "mx.shop.example; spf=none").saying("That worked, thanks!")))
                .isInstanceOf(MessageReceived.class);
        assertThat(after(Post.from("Ann", ANN).answering(answer)
                .with("Authentication-Results", "mx.shop.example; dmarc=fail").saying("That worked, thanks!")))
                .isInstanceOf(Ignored.class);
    }

    private List<InboundEvent> heard(int mails, IntFunction<String> mail) {
        IntStream.range(0, mails).forEach(i -> post.deliver(Post.SHOP, mail.apply(i)));
        heard += mails;
        return parley.heard(heard).stream().skip(heard - mails).toList();
    }

    private int answered(int mails, IntFunction<String> mail) {
        List<InboundEvent> events = heard(mails, mail);
        assertThat(events).noneMatch(event -> event instanceof InboundEvent.MessageKept kept && kept.notice() != null);
        return (int) events.stream().filter(MessageReceived.class::isInstance).count();
    }

    /** However many come at once, they are kept, and the one who wrote them is told so once. */
    @Test
    void keepsAHundredMailsOfOneSenderAndSaysOnceThatItPauses() {
        List<InboundEvent> events = heard(100, i -> Post.from("Ann", "ann+" + i + "@example.org")
                .with("Subject", "Number " + i).saying("Hours?"));
        List<InboundEvent.MessageKept> kept = events.stream().filter(InboundEvent.MessageKept.class::isInstance)
                .map(InboundEvent.MessageKept.class::cast).toList();
        assertThat(events.stream().filter(MessageReceived.class::isInstance)).hasSize(10);
        assertThat(kept).hasSize(90).allMatch(one -> one.message().text().equals("Hours?"));
        assertThat(kept).filteredOn(one -> one.notice() != null).hasSize(1);
        assertThat(kept).filteredOn(InboundEvent.MessageKept::personOnRequest).hasSize(3);
    }

    private static Post.Letterhead target(int i, String domain) {
        return Post.from("Your parcel is held", "target" + i + "@" + domain);
    }

    @Test
    void answersNoneOfThirtyForgedSendersWhereTheMailServerSaysSo() {
        assertThat(answered(30, i -> target(i, "elsewhere" + i + ".example")
                .with("Authentication-Results", "mx.shop.example; dmarc=fail").saying("Hours?"))).isZero();
        assertThat(reasons(30)).hasSize(30).containsOnly("the mail server found that it is not from its sender");
    }

    @Test
    void answersFewOfThirtyForgedSendersWhateverTheyHaveInCommon() {
        assertThat(answered(30, i -> target(i, "a" + i + ".example").with("Reply-To", "v@victim.example")
                .saying("Hours?"))).as("one receiver").isEqualTo(10);
        assertThat(reasons(20)).hasSize(20).containsOnly("too many automatic answers to this address");
        assertThat(answered(30, i -> target(i, "sub" + i + ".elsewhere.example").saying("Hours?")))
                .as("one domain").isEqualTo(12);
        assertThat(reasons(38)).hasSize(38).endsWith("too many automatic answers to this domain");
        assertThat(answered(30, i -> target(i, "gmail.com").saying("Hours?"))).as("one mailbox").isEqualTo(3);
        assertThat(reasons(65)).hasSize(65).endsWith("too many automatic answers from this mailbox");
        assertThat(answered(1, i -> target(i, "verified.example").with("Authentication-Results", PASS)
                .saying("Hours?"))).as("a verified sender").isEqualTo(1);
    }

    /** The reasons, once there are this many: a mail is received before its row is visible. */
    private List<String> reasons(int count) {
        Awaitility.await().until(() -> reasons().size() >= count);
        return reasons();
    }

    private List<String> reasons() {
        return database.jdbc().sql("select reason from mail_in where decision in ('kept', 'not_answered') order by id")
                .query(String.class).list();
    }
}
