package io.parley.channel;

import org.jspecify.annotations.Nullable;

/**
 * What an answer rests on.
 *
 * @param title the FAQ entry's question
 * @param url its link, http or https, if it has one
 */
public record Citation(String title, @Nullable String url) {}
