package io.parley.learning.suggestion;

/** How many people said that answers helped them, and how many that they did not. */
public record Thumbs(int up, int down) {}
