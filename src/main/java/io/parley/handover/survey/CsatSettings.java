package io.parley.handover.survey;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Asking customers how content they are.
 *
 * @param csat whether customers are asked for 1 to 5 points when an agent resolved their ticket, default true
 */
@ConfigurationProperties("parley.handover")
record CsatSettings(@DefaultValue("true") boolean csat) {}
