package io.parley.answering.model;

/**
 * Bounds of what the model reads and writes.
 *
 * @param messages      how many earlier messages it is given
 * @param longestAnswer how many characters its answer may have
 * @param citesEach     whether each sentence has to cite for itself
 */
public record AnswerRules(int messages, int longestAnswer, boolean citesEach) {}
