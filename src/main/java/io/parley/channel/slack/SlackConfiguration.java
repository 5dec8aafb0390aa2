package io.parley.channel.slack;

import io.parley.channel.InboundSink;
import io.parley.channel.MonotonicClock;
import io.parley.channel.Outage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the parts together. Without a token the channel is there and off. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SlackSettings.class)
class SlackConfiguration {
    @Bean
    BotUser slackBotUser() {
        return new BotUser();
    }

    @Bean
    Vitals slackVitals(InstantSource clock) {
        return new Vitals(clock);
    }

    @Bean
    SlackTexts slackTexts() {
        return new SlackTexts();
    }

    @Bean
    Outage slackOutage(MonotonicClock clock) {
        return new Outage(clock);
    }

    @Bean
    WebApi slackApi(SlackSettings settings, Outage outage, MonotonicClock clock) {
        return new WebApi(settings, outage, clock);
    }

    @Bean
    SlackChannel slackChannel(SlackSettings settings, BotUser bot, SlackTexts texts, WebApi api, Vitals vitals,
            Outage outage, InstantSource clock, MonotonicClock time) {
        return new SlackChannel(settings, bot, texts, api, vitals, outage, clock, time);
    }

    @Bean
    Reception slackReception(InboundSink sink, WebApi api, SlackTexts texts, Vitals vitals, InstantSource clock,
            MonotonicClock time) {
        return new Reception(sink, api, texts, vitals, clock, time);
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "parley.serving", matchIfMissing = true)
    SlackLifecycle slackLifecycle(SlackSettings settings, WebApi api, BotUser bot, Reception reception,
            Vitals vitals) {
        List<Runnable> works = new ArrayList<>();
        if (settings.on()) {
            works.add(new Introduction(api, bot, vitals)::learn);
        }
        if (settings.socket()) {
            works.add(new SocketReceiver(settings, reception, vitals)::run);
        }
        return new SlackLifecycle(works);
    }
}
