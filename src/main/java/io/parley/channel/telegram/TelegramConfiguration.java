package io.parley.channel.telegram;

import io.parley.channel.InboundSink;
import io.parley.channel.calls.CircuitBreaker;
import io.parley.channel.calls.MonotonicClock;
import io.parley.cluster.LeaderElection;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/** Puts the parts together. Without a token the channel is there and off. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TelegramSettings.class)
class TelegramConfiguration {
    @Bean
    Bot telegramBot(TelegramSettings settings) {
        return new Bot(settings);
    }

    @Bean
    TelegramHealth telegramHealth(InstantSource clock) {
        return new TelegramHealth(clock);
    }

    @Bean
    TelegramTexts telegramTexts() {
        return new TelegramTexts();
    }

    @Bean
    Sender telegramSender(TelegramSettings settings, TelegramHealth health, MonotonicClock clock) {
        return new Sender(settings, health, new CircuitBreaker(clock));
    }

    @Bean
    Acknowledgements telegramAcknowledgements(Sender sender) {
        return new Acknowledgements(sender);
    }

    @Bean
    TelegramChannel telegramChannel(TelegramSettings settings, Bot bot, TelegramTexts texts, MonotonicClock clock,
            Sender sender, TelegramHealth health) {
        return new TelegramChannel(settings, bot, texts, new SendLimits(settings.limits(), clock), sender, health);
    }

    /** Beans of a process that serves, if a bot is configured. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "parley.serving", matchIfMissing = true)
    @Conditional(HasToken.class)
    static class Receiving {
        @Bean
        BotApi telegramApi(TelegramSettings settings) {
            return new BotApi(settings);
        }

        @Bean
        BotIdentity telegramIntroduction(TelegramSettings settings, BotApi api, Bot bot, TelegramTexts texts) {
            return new BotIdentity(settings, api, bot, texts);
        }

        @Bean
        TelegramLifecycle telegramLifecycle(TelegramSettings settings, BotApi api, InboundSink sink,
                BotIdentity introduction, Acknowledgements acknowledgements, TelegramHealth health, InstantSource clock,
                LeaderElection leader, @Value("${parley.public-url:}") String publicUrl) {
            LeaderElection.Work work = switch (settings.mode()) {
                case POLLING -> new Poller(settings, api, sink, introduction, acknowledgements, health, clock)::run;
                case WEBHOOK -> keeper(settings, publicUrl, api, introduction, health)::run;
            };
            return new TelegramLifecycle(leader, work, introduction);
        }

        private static WebhookRegistrar keeper(TelegramSettings settings, String publicUrl, BotApi api,
                BotIdentity introduction, TelegramHealth health) {
            Assert.isTrue(publicUrl.matches("https?://.+"),
                    "parley.public-url (PARLEY_PUBLIC_URL) is needed for Telegram's"
                            + " webhook: the address under which Telegram reaches this application");
            return new WebhookRegistrar(settings, publicUrl, api, introduction, health);
        }
    }

    /** Whether a bot is configured. */
    static final class HasToken implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty("parley.telegram.token"));
        }
    }
}
