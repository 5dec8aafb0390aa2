package io.parley.channel;

import org.jspecify.annotations.Nullable;

/**
 * A source of an answer.
 *
 * @param title the FAQ entry's question
 * @param url its link, http or https, if it has one
 */
public record Citation(String title, @Nullable String url) {}
