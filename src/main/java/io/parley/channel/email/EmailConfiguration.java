package io.parley.channel.email;

import io.parley.channel.InboundSink;
import io.parley.channel.calls.MonotonicClock;
import io.parley.channel.email.mailbox.Connections;
import io.parley.channel.email.mailbox.EmailSettings;
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
import io.parley.channel.email.thread.LeftMails;
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
import io.parley.cluster.LeaderElection;
import io.parley.cluster.Pruning;
import io.parley.secrets.Pseudonyms;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Puts the parts together. Without a mailbox the channel is there and off. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EmailSettings.class)
class EmailConfiguration {
    /** All mailboxes that are configured. */
    record Mailboxes(Map<String, Mailbox> byName) {}

    @Bean
    Mailboxes mailboxes(EmailSettings settings, @Value("${parley.shop.name:}") String shop) {
        return new Mailboxes(settings.all(shop));
    }

    @Bean
    OAuthTokens mailTokens(InstantSource clock) {
        return new OAuthTokens(clock);
    }

    @Bean
    MailHealth mailHealth(InstantSource clock) {
        return new MailHealth(clock);
    }

    @Bean
    MailRows mailRows(JdbcClient jdbc, Pruning pruning, Pseudonyms pseudonyms) {
        return new MailRows(jdbc, pruning, pseudonyms);
    }

    @Bean
    LeftMails leftMails(MailRows rows) {
        return new LeftMails(rows);
    }

    @Bean
    MailKey mailKey(JdbcClient jdbc) {
        return new MailKey(jdbc);
    }

    @Bean
    MailQuestions mailQuestions(JdbcClient jdbc) {
        return new MailQuestions(jdbc);
    }

    @Bean
    Connections mailConnections(OAuthTokens tokens, EmailSettings settings) {
        return new Connections(tokens, settings.timeout());
    }

    @Bean
    Links mailLinkSigner(MailKey key, @Value("${parley.public-url:}") String publicUrl) {
        return new Links(key, publicUrl);
    }

    @Bean
    MailText mailText() {
        return new MailText(new ReplyText(new QuoteMarks(YamlTexts.of("email/quotes.yaml"))));
    }

    @Bean
    SentFolder sentFolder(EmailSettings settings, Connections connections) {
        return new SentFolder(connections, settings.timeout());
    }

    @Bean
    SentCopies sentCopies(JdbcClient jdbc, Pruning pruning, SentFolder sentFolder) {
        return new SentCopies(jdbc, pruning, sentFolder);
    }

    @Bean
    SmtpSender smtpSender(EmailSettings settings, Mailboxes mailboxes, MailRows rows, MailQuestions questions,
            MailKey key, Links links, Connections connections, SentFolder sentFolder, SentCopies copies,
            MailHealth health, InstantSource clock, DatabaseRetry database, SmtpLines lines) {
        YamlTexts words = YamlTexts.of("email/texts.yaml");
        return new SmtpSender(mailboxes.byName, connections, new Composer(new MailRenderer(words, links), words, clock),
                rows, questions, key, sentFolder, copies, health, clock, database, lines);
    }

    @Bean
    SmtpLines smtpLines(EmailSettings settings, Mailboxes mailboxes, MonotonicClock clock) {
        return new SmtpLines(mailboxes.byName.values(), settings.connections(), clock);
    }

    @Bean
    EmailChannel emailChannel(Mailboxes mailboxes, MailText texts, JdbcClient jdbc, SmtpSender smtpSender,
            SmtpLines lines, OAuthTokens tokens, MailHealth health, Pseudonyms pseudonyms) {
        return new EmailChannel(mailboxes.byName, new MailReader(texts, YamlTexts.of("email/texts.yaml")),
                new MailSubjects(jdbc), new MailSilences(jdbc, pseudonyms), smtpSender, lines, health,
                new ConnectionCheck(tokens));
    }

    @Bean
    LinkPages mailLinkPages(Links links, MailRows rows, InboundSink sink, TransactionOperations transaction,
            InstantSource clock) {
        return new LinkPages(links, rows, YamlTexts.of("email/texts.yaml"), sink, transaction, clock);
    }

    /** Beans that only a serving process has. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "parley.serving", matchIfMissing = true)
    static class Receiving {
        /** Mails take some milliseconds; the worst of the usual size takes a few seconds. */
        private static final Duration LONGEST_READING = Duration.ofSeconds(10);
        private static final int MOST_READINGS = 8;

        @Bean
        Intake mailIntake(EmailSettings settings, MailText texts, MailRows rows, MailQuestions several,
                JdbcClient jdbc, InboundSink sink, TransactionOperations transaction, InstantSource clock) {
            MailThreads threads = new MailThreads(jdbc);
            MailClassifier decisions = new MailClassifier(rows, threads,
                    new VerdictWords(YamlTexts.of("email/verdicts.yaml")),
                    new AskedFor(rows), several,
                    new AnswerLimits(jdbc, settings.limits()), new QuickReplies(jdbc, QuickReplies.READING));
            Tries tries = new Tries(jdbc, new Understanding(texts, new AutoReplyDetector(texts)),
                    new TimeLimit(LONGEST_READING, MOST_READINGS));
            return new Intake(rows, tries, threads, decisions, sink, transaction, clock);
        }

        @Bean
        LateAnswers lateMailAnswers(MailRows rows, MailQuestions several, InboundSink sink, InstantSource clock) {
            return new LateAnswers(rows, several, sink, clock);
        }

        @Bean
        EmailLifecycle emailLifecycle(EmailSettings settings, Mailboxes mailboxes, Connections connections,
                Intake intake, LateAnswers late, SentCopies copies, MailRows rows, MailHealth health,
                InstantSource clock, LeaderElection leader) {
            return new EmailLifecycle(leader, mailboxes.byName.values().stream().map(
                    mailbox -> new MailboxReader(mailbox, settings, connections, intake, late, copies, rows, health,
                            clock))
                    .toList());
        }
    }
}
