package io.parley.channel.email;

import io.parley.channel.InboundSink;
import io.parley.channel.YamlTexts;
import io.parley.cluster.Leader;
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
    Mailboxes mailboxes(EmailSettings settings) {
        return new Mailboxes(settings.all());
    }

    @Bean
    OAuthTokens mailTokens(InstantSource clock) {
        return new OAuthTokens(clock);
    }

    @Bean
    MailVitals mailVitals(InstantSource clock) {
        return new MailVitals(clock);
    }

    @Bean
    MailRows mailRows(JdbcClient jdbc) {
        return new MailRows(jdbc);
    }

    @Bean
    Links mailLinkSigner(JdbcClient jdbc, @Value("${parley.public-url:}") String publicUrl) {
        return new Links(new MailKey(jdbc), publicUrl);
    }

    @Bean
    MailText mailText() {
        return new MailText(new ReplyText(new QuoteMarks(new YamlTexts("email/quotes.yaml"))));
    }

    @Bean
    SentFolder sentFolder(EmailSettings settings, OAuthTokens tokens) {
        return new SentFolder(new Connections(tokens, settings.timeout()), settings.timeout());
    }

    @Bean
    EmailChannel emailChannel(EmailSettings settings, Mailboxes mailboxes, MailText texts, MailRows rows, Links links,
            JdbcClient jdbc, SentFolder sentFolder, OAuthTokens tokens, MailVitals vitals, InstantSource clock) {
        YamlTexts words = new YamlTexts("email/texts.yaml");
        Postman postman = new Postman(mailboxes.byName, new Connections(tokens, settings.timeout()),
                new Composer(new LetterForm(words, links), words, clock), rows, new MailQuestions(jdbc),
                new MailKey(jdbc), sentFolder, vitals,
                clock, settings.connections());
        return new EmailChannel(mailboxes.byName, new MailReader(texts), postman, vitals, new Examination(tokens));
    }

    @Bean
    LinkPages mailLinkPages(Links links, MailRows rows, InboundSink sink, TransactionOperations transaction,
            InstantSource clock) {
        return new LinkPages(links, rows, new YamlTexts("email/texts.yaml"), sink, transaction, clock);
    }

    /** What only a process that serves does. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "parley.serving", matchIfMissing = true)
    static class Receiving {
        @Bean
        Intake mailIntake(EmailSettings settings, MailText texts, MailRows rows, JdbcClient jdbc, InboundSink sink,
                TransactionOperations transaction, InstantSource clock) {
            MailThreads threads = new MailThreads(jdbc);
            Decisions decisions = new Decisions(rows, threads, new Automatic(texts),
                    texts,
                    new VerdictWords(new YamlTexts("email/verdicts.yaml")),
                    new Questions(new YamlTexts("email/questions.yaml")),
                    new MailQuestions(jdbc), settings.limits());
            return new Intake(rows, threads, decisions, sink, transaction, clock);
        }

        @Bean
        LateAnswers lateMailAnswers(MailRows rows, JdbcClient jdbc, InboundSink sink, InstantSource clock) {
            return new LateAnswers(rows, new MailQuestions(jdbc), sink, clock);
        }

        @Bean
        EmailLifecycle emailLifecycle(EmailSettings settings, Mailboxes mailboxes, OAuthTokens tokens, Intake intake,
                LateAnswers late, MailRows rows, MailVitals vitals, InstantSource clock, Leader leader) {
            Connections connections = new Connections(tokens, settings.timeout());
            return new EmailLifecycle(leader, mailboxes.byName.values().stream().map(
                    mailbox -> new MailboxReader(mailbox, settings, connections, intake, late, rows, vitals, clock))
                    .toList());
        }
    }
}
