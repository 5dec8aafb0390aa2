package io.parley.channel.slack;

import io.parley.channel.AgentContacts;
import io.parley.channel.InboundSink;
import io.parley.channel.calls.CircuitBreaker;
import io.parley.channel.calls.HealthTracker;
import io.parley.channel.calls.MonotonicClock;
import io.parley.channel.slack.api.Concern;
import io.parley.channel.slack.api.SlackApi;
import io.parley.channel.slack.api.SlackSettings;
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
    HealthTracker<Concern> slackHealth(InstantSource clock) {
        return new HealthTracker<>(clock);
    }

    @Bean
    SlackTexts slackTexts() {
        return new SlackTexts();
    }

    @Bean
    CircuitBreaker slackOutage(MonotonicClock clock) {
        return new CircuitBreaker(clock);
    }

    @Bean
    SlackApi slackApi(SlackSettings settings, CircuitBreaker outage, MonotonicClock clock) {
        return new SlackApi(settings, outage, clock);
    }

    @Bean
    SlackChannel slackChannel(SlackSettings settings, BotUser bot, SlackTexts texts, SlackApi api,
            HealthTracker<Concern> health,
            CircuitBreaker outage, Directory directory, InstantSource clock, MonotonicClock time) {
        return new SlackChannel(settings, bot, texts, api, health, outage, directory, clock, time);
    }

    @Bean
    Directory slackDirectory(SlackApi api, BotUser bot) {
        return new Directory(api, bot);
    }

    @Bean
    EventIntake slackEventIntake(InboundSink sink, SlackApi api, SlackTexts texts, HealthTracker<Concern> health,
            InstantSource clock,
            MonotonicClock time, SlackSettings settings, AgentContacts contacts, Directory directory) {
        return new EventIntake(sink, api, texts, health, clock, time,
                new AgentProfiles(directory, contacts, settings));
    }

    @Bean
    BoltApp slackBoltApp(SlackSettings settings, SlackApi api, EventIntake intake) {
        return new BoltApp(settings, api, intake);
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "parley.serving", matchIfMissing = true)
    SlackLifecycle slackLifecycle(SlackSettings settings, SlackApi api, BotUser bot, BoltApp bolt,
            HealthTracker<Concern> health) {
        List<Runnable> works = new ArrayList<>();
        if (settings.on()) {
            works.add(new BotIdentity(api, bot, health)::learn);
        }
        if (settings.socket()) {
            works.add(new SocketReceiver(settings, bolt, health)::run);
        }
        return new SlackLifecycle(works);
    }
}
