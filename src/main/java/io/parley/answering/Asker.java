package io.parley.answering;

import java.util.List;
import java.util.function.Supplier;

/**
 * The person who asks a question.
 *
 * @param participant their number, for rate limits
 * @param names       reads names and mail addresses by which they, and those who answered them, are known; asked for only
 *                    when a model is, and no model is told
 */
public record Asker(long participant, Supplier<List<String>> names) {}
