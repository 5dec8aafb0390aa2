package io.parley.knowledge;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * How the FAQ begins.
 *
 * @param starter  the FAQ that an empty database is filled with at the first start, default
 *                 {@code classpath:db/faq/starter.csv}, so that there is something to ask; {@code file:my-faq.csv}
 *                 starts with one's own
 * @param starting whether an empty database is filled at all, default true
 * @param indexing whether this process keeps an index to search, default true; an import needs none
 */
@ConfigurationProperties("parley.knowledge")
record KnowledgeSettings(@DefaultValue("classpath:db/faq/starter.csv") Resource starter,
        @DefaultValue("true") boolean starting, @DefaultValue("true") boolean indexing) {}
