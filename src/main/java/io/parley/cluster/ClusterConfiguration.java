package io.parley.cluster;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ClusterConfiguration {
    @Bean
    @ConditionalOnMissingBean
    FailPoints failPoints() {
        return FailPoints.NONE;
    }
}
