package io.parley.learning;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LearningSettings.class)
class LearningConfiguration {
    private static final int TIMEOUT_SECONDS = 120;

    /** What was said may be much, and an import may be under way: these are not bound to the limits of work on one message. */
    static TransactionOperations patient(PlatformTransactionManager transactions) {
        TransactionTemplate patient = new TransactionTemplate(transactions);
        patient.setTimeout(TIMEOUT_SECONDS);
        return patient;
    }
}
