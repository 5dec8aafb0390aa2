package io.parley.answering;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.Search;
import io.parley.knowledge.Thresholds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;

/** Joins the parts of this room. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AnsweringSettings.class, ModelSettings.class})
class AnsweringConfiguration {

    /** Of the last ten calls, five failed: the model is left alone for half a minute, then two calls try it. */
    private static final CircuitBreakerConfig BREAKER = CircuitBreakerConfig.custom().slidingWindowSize(10)
            .minimumNumberOfCalls(5).failureRateThreshold(50).waitDurationInOpenState(Duration.ofSeconds(30))
            .permittedNumberOfCallsInHalfOpenState(2).build();

    @Bean
    Answering answering(Search search, Knowledge knowledge, Thresholds thresholds, AnsweringSettings settings,
            ModelSettings model, ResourceLoader files, @Value("${parley.public-url:}") String publicUrl,
            InstantSource clock) {
        Prompts prompts = Prompts.read(settings.prompts(), files);
        Optional<ConfiguredModel> configured = model.configured().map(
                provider -> ConfiguredModel.of(provider, model, settings, prompts, links(settings, publicUrl),
                        BREAKER, clock));
        Replies replies = new Replies(YamlFile.read(files.getResource(settings.texts()), Texts.class));
        Phrases phrases = YamlFile.read(files.getResource(settings.phrases()), Phrases.class);
        Decision decision = new Decision(Decision.Phrasebook.of(phrases, knowledge::entry), search,
                knowledge::entry, thresholds, settings, replies, configured.map(ConfiguredModel::model).orElse(null));
        return new Answering(decision, replies, settings.timeLimit(), configured.orElse(null));
    }

    private static List<String> links(AnsweringSettings settings, String publicUrl) {
        List<String> links = new ArrayList<>(settings.links());
        if (!publicUrl.isBlank()) {
            links.add(publicUrl);
        }
        return links;
    }
}
