package io.parley.channel.email;

import io.parley.channel.AnswerSource;
import io.parley.channel.Channel;
import io.parley.channel.Delivery;
import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.OutboundMessage;
import io.parley.channel.calls.MonotonicClock;
import io.parley.channel.email.mailbox.Connections;
import io.parley.channel.email.mailbox.EmailSettings;
import io.parley.channel.email.mailbox.EmailSettings.Limits;
import io.parley.channel.email.mailbox.EmailSettings.MailboxSettings;
import io.parley.channel.email.mailbox.MailHealth;
import io.parley.channel.email.mailbox.Mailbox;
import io.parley.channel.email.mailbox.OAuthTokens;
import io.parley.channel.email.mailbox.TimeLimit;
import io.parley.channel.email.message.MailText;
import io.parley.channel.email.message.QuoteMarks;
import io.parley.channel.email.message.ReplyText;
import io.parley.channel.email.receiving.AskedFor;
import io.parley.channel.email.receiving.Intake;
import io.parley.channel.email.receiving.LateAnswers;
import io.parley.channel.email.receiving.MailClassifier;
import io.parley.channel.email.receiving.MailboxReader;
import io.parley.channel.email.receiving.QuickReplies;
import io.parley.channel.email.receiving.Tries;
import io.parley.channel.email.receiving.Understanding;
import io.parley.channel.email.sender.AutoReplyDetector;
import io.parley.channel.email.sending.Composer;
import io.parley.channel.email.sending.LinkPages;
import io.parley.channel.email.sending.MailRenderer;
import io.parley.channel.email.sending.SentCopies;
import io.parley.channel.email.sending.SentFolder;
import io.parley.channel.email.sending.SmtpLines;
import io.parley.channel.email.sending.SmtpSender;
import io.parley.channel.email.thread.AnswerLimits;
import io.parley.channel.email.thread.Links;
import io.parley.channel.email.thread.MailKey;
import io.parley.channel.email.thread.MailQuestions;
import io.parley.channel.email.thread.MailRows;
import io.parley.channel.email.thread.MailSilences;
import io.parley.channel.email.thread.MailSubjects;
import io.parley.channel.email.thread.MailThreads;
import io.parley.channel.email.verdict.VerdictWords;
import io.parley.channel.text.YamlTexts;
import io.parley.cluster.DatabaseRetry;
import io.parley.cluster.Pruning;
import io.parley.secrets.Pseudonyms;
import io.parley.support.MemoryInbox;
import io.parley.support.TestDatabase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Mail's part of one instance, with an inbox that keeps what it gets. */
final class MailInstallation implements AutoCloseable {
    static final Limits MANY = new Limits(100_000, 100_000, 100_000, 100_000, 100_000, 100_000, 100_000,
            100_000, 100_000, 100_000);

    /** Read once for all tests. */
    private static final MailText TEXTS = new MailText(
            new ReplyText(new QuoteMarks(YamlTexts.of("email/quotes.yaml"))));
    private static final YamlTexts WORDS = YamlTexts.of("email/texts.yaml");
    private static final VerdictWords VERDICTS = new VerdictWords(YamlTexts.of("email/verdicts.yaml"));

    final MemoryInbox inbox = new MemoryInbox();
    final EmailSettings settings;
    final Mailbox mailbox;
    final MailRows rows;
    final Links links;
    final Channel channel;
    final LinkPages pages;
    final Intake intake;
    /** How far the clock by which the mailbox's health is told is ahead. */
    final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    final MailHealth health = new MailHealth(() -> InstantSource.system().instant().plus(ahead.get()));
    private final TestDatabase database;
    private final AtomicLong deliveries = new AtomicLong();
    private final OAuthTokens tokens = new OAuthTokens(InstantSource.system());
    private final SentFolder sentFolder;
    final SentCopies copies;
    final MailboxReader reader;
    private @Nullable Thread reading;

    private MailInstallation(EmailSettings settings, TestDatabase database, String publicUrl, Duration reading) {
        InstantSource clock = InstantSource.system();
        this.settings = settings;
        this.database = database;
        this.mailbox = Objects.requireNonNull(settings.all().get("main"));
        Pruning pruning = new Pruning(database.jdbc(), database.transactionManager());
        this.rows = new MailRows(database.jdbc(), pruning, new Pseudonyms(database.jdbc()));
        MailKey key = new MailKey(database.jdbc());
        this.links = new Links(key, publicUrl);
        Connections connections = new Connections(tokens, settings.timeout());
        this.sentFolder = new SentFolder(connections, settings.timeout());
        this.copies = new SentCopies(database.jdbc(), pruning, sentFolder);
        SmtpLines lines = new SmtpLines(settings.all().values(), settings.connections(), MonotonicClock.system());
        SmtpSender smtpSender = new SmtpSender(settings.all(), connections,
                new Composer(new MailRenderer(WORDS, links), WORDS, clock),
                rows, new MailQuestions(database.jdbc()), key, sentFolder, copies, health, clock,
                new DatabaseRetry(), lines);
        this.channel = new EmailChannel(settings.all(), new MailReader(TEXTS, WORDS),
                new MailSubjects(database.jdbc()), new MailSilences(database.jdbc(), new Pseudonyms(database.jdbc())),
                smtpSender, lines, health,
                new ConnectionCheck(tokens));
        MailThreads threads = new MailThreads(database.jdbc());
        MailClassifier decisions = new MailClassifier(rows, threads,
                VERDICTS,
                new AskedFor(rows),
                new MailQuestions(database.jdbc()), new AnswerLimits(database.jdbc(), settings.limits()),
                new QuickReplies(database.jdbc(), reading));
        Tries tries = new Tries(database.jdbc(), new Understanding(TEXTS, new AutoReplyDetector(TEXTS)),
                new TimeLimit(Duration.ofSeconds(10), 4));
        this.intake = new Intake(rows, tries, threads, decisions, inbox, database.transactions(), clock);
        this.reader = new MailboxReader(mailbox, settings, connections, intake,
                new LateAnswers(rows, new MailQuestions(database.jdbc()), inbox, clock), copies, rows, health, clock);
        this.pages = new LinkPages(links, rows, WORDS, inbox, database.transactions(), clock);
    }

    static MailInstallation of(EmailSettings settings, TestDatabase database) {
        return new MailInstallation(settings, database, "https://chat.shop.example/", Duration.ZERO);
    }

    /** One to which people need time to reply; to others they reply at once. */
    static MailInstallation timing(Post post, TestDatabase database) {
        return new MailInstallation(settings(post.imapUrl(Post.SHOP), post.smtpUrl(Post.SHOP), "seen", MANY, false),
                database, "https://chat.shop.example/", QuickReplies.READING);
    }

    static MailInstallation at(Post post, TestDatabase database) {
        return of(settings(post.imapUrl(Post.SHOP), post.smtpUrl(Post.SHOP), "seen", MANY, false), database);
    }

    static EmailSettings settings(String imapUrl, String smtpUrl, String after, Limits limits, boolean existing) {
        return settings(Post.SHOP, imapUrl, smtpUrl, after, limits, existing);
    }

    static EmailSettings settings(String address, String imapUrl, String smtpUrl, String after, Limits limits,
            boolean existing) {
        List<String> aliases = address.equals(Post.SHOP) ? List.of("help@shop.example") : List.of();
        return new EmailSettings(address, "Shop support", imapUrl, smtpUrl, aliases, List.of(),
                List.of("noreply@forms.example", "@mail.site.example"), after, null,
                null, null, Map.<String, MailboxSettings>of(), existing, DataSize.ofKilobytes(256),
                Duration.ofSeconds(1), Duration.ofSeconds(5), 4, limits, Duration.ofDays(400));
    }

    /** The same, where a server of that name is believed what it says about senders. */
    static EmailSettings trusting(EmailSettings s, String server) {
        return new EmailSettings(s.address(), s.name(), s.imapUrl(), s.smtpUrl(), s.aliases(), List.of(server),
                s.formSenders(), s.after(),
                s.sentFolder(), s.saveSent(), s.oauth(), s.mailboxes(), s.answerExisting(), s.largest(),
                s.checkEvery(), s.timeout(), s.connections(), s.limits(), s.keep());
    }

    /** The same, for a server that may take its time. */
    static EmailSettings patient(EmailSettings s) {
        return new EmailSettings(s.address(), s.name(), s.imapUrl(), s.smtpUrl(), s.aliases(), s.authservId(),
                s.formSenders(), s.after(),
                s.sentFolder(), s.saveSent(), s.oauth(), s.mailboxes(), s.answerExisting(), s.largest(),
                s.checkEvery(), Duration.ofMinutes(1), s.connections(), s.limits(), s.keep());
    }

    /** The same, for mails as large as they may be by default. */
    static EmailSettings large(EmailSettings s) {
        return new EmailSettings(s.address(), s.name(), s.imapUrl(), s.smtpUrl(), s.aliases(), s.authservId(),
                s.formSenders(), s.after(),
                s.sentFolder(), s.saveSent(), s.oauth(), s.mailboxes(), s.answerExisting(), DataSize.ofMegabytes(2),
                s.checkEvery(), s.timeout(), s.connections(), s.limits(), s.keep());
    }

    /** The same, for a folder that is looked at unasked after so long, by a line that may be silent for minutes. */
    static EmailSettings checking(EmailSettings s, Duration every) {
        return new EmailSettings(s.address(), s.name(), s.imapUrl(), s.smtpUrl(), s.aliases(), s.authservId(),
                s.formSenders(), s.after(),
                s.sentFolder(), s.saveSent(), s.oauth(), s.mailboxes(), s.answerExisting(), s.largest(),
                every, Duration.ofMinutes(5), s.connections(), s.limits(), s.keep());
    }

    /** Reads the mailbox as the leader does; returns once it was looked at. */
    MailInstallation read() {
        readWithoutWaiting();
        Awaitility.await().until(() -> channel.health().detail().contains("looked at"));
        return this;
    }

    MailInstallation readWithoutWaiting() {
        reading = Thread.ofPlatform().daemon().name("test-reader").start(() -> {
            try {
                reader.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return this;
    }

    /** Stops as an instance that is no longer the leader. */
    void stopReading() {
        Thread thread = reading;
        if (thread != null) {
            thread.interrupt();
            Awaitility.await().until(() -> !thread.isAlive());
        }
    }

    /** Answers a question as the application would. */
    void answer(MessageReceived question, String text) {
        answer(question, text, AnswerSource.FAQ);
    }

    void answer(MessageReceived question, String text, AnswerSource source) {
        long id = deliveries.incrementAndGet();
        OutboundMessage answer = new OutboundMessage("1", Long.toString(id), question.externalId(), source, null,
                0.9, text, List.of(), List.of(), true, true, false);
        channel.deliver(new Delivery(id, question.address(), Delivery.Action.SEND, null,
                channel.render(answer).getFirst()));
    }

    /** Why mails were not answered, oldest first. */
    List<String> reasons() {
        return database.jdbc().sql("select reason from mail_in where decision <> 'question' order by id")
                .query(String.class).list();
    }

    /** The received events as read by the channel, in order; waits until there are this many. */
    List<InboundEvent> heard(int count) {
        Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> inbox.events().size() >= count);
        return inbox.events().stream().map(channel::read).toList();
    }

    @Override
    public void close() {
        stopReading();
        sentFolder.close();
        tokens.close();
    }
}
