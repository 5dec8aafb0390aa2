package io.parley.handover.survey;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether customers are asked how they were helped.
 *
 * @param csat whether they are, when an agent who wrote to them has resolved their ticket
 */
@ConfigurationProperties("parley.handover")
record SurveySettings(@DefaultValue("true") boolean csat) {}
