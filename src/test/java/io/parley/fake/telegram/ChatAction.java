package io.parley.fake.telegram;

import java.time.Instant;

/**
 * "Typing" and its like, as a person saw it.
 *
 * @param action what the bot was said to do
 * @param thread the topic, or 0
 * @param at when it was shown
 */
public record ChatAction(String action, int thread, Instant at) {}
