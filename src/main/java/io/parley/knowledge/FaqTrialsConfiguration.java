package io.parley.knowledge;

import io.parley.knowledge.embedding.BuiltInModel;
import io.parley.knowledge.embedding.ChosenModel;
import io.parley.knowledge.embedding.Chunks;
import io.parley.knowledge.embedding.Embedder;
import io.parley.knowledge.embedding.EmbeddingSettings;
import io.parley.knowledge.ranking.Calibration;
import io.parley.knowledge.search.Thresholds;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** What it takes to try a FAQ in memory: this room without its database. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({EmbeddingSettings.class, Thresholds.class})
public class FaqTrialsConfiguration {

    /** Also where beans are made when they are needed: it takes its time, beside other things that do. */
    @Bean
    @Lazy(false)
    Embedder embedder() {
        return BuiltInModel.MINILM_Q.load();
    }

    /** Null when the settings choose no other model. */
    @Bean
    @Nullable
    ChosenModel chosenModel(EmbeddingSettings settings, Embedder embedder) {
        return ChosenModel.of(settings, embedder.wordPieces());
    }

    @Bean
    Chunks chunks(Embedder embedder) {
        return new Chunks(embedder.wordPieces());
    }

    @Bean
    Calibration calibration() {
        return Calibration.shipped();
    }

    @Bean
    FaqTrials faqTrials(Embedder embedder, @Nullable ChosenModel chosen, Chunks chunks, Calibration calibration) {
        return new FaqTrials(chosen == null ? embedder : chosen.texts(), chunks, calibration);
    }
}
