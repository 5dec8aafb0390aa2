package io.parley.learning;

import io.parley.channel.Channel;
import io.parley.learning.voter.Believed;
import io.parley.settings.Live;
import io.parley.settings.Settings;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LearningSettings.class)
class LearningConfiguration {
    private static final int TIMEOUT_SECONDS = 120;

    @Bean
    Live<LearningSettings> liveLearningSettings(LearningSettings configured, Settings settings) {
        return settings.live(configured, "enabled");
    }

    @Bean
    Believed believed(JdbcClient jdbc, List<Channel> channels, LearningSettings settings) {
        return new Believed(jdbc, channels, settings.believeStrangers());
    }

    /**
     * Transactions with a long timeout: there may be many verdicts or an import under way, so the limits of work on one
     * message do not apply.
     */
    static TransactionOperations patient(PlatformTransactionManager transactions) {
        TransactionTemplate patient = new TransactionTemplate(transactions);
        patient.setTimeout(TIMEOUT_SECONDS);
        return patient;
    }
}
