package io.parley.judge;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Reads the settings of this package. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JudgeSettings.class)
class JudgeConfiguration {}
