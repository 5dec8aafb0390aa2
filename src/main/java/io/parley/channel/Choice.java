package io.parley.channel;

/**
 * One of the questions that a person may have meant.
 *
 * @param id {@code 1}, {@code 2}, … in its message
 * @param question the question
 */
public record Choice(String id, String question) {}
