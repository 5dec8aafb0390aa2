package io.parley.answering;

import io.parley.knowledge.faq.FaqId;

/** The choice that a typed text makes among the choices that are open. */
public sealed interface Pick {
    /** They pick one. */
    record Chosen(FaqId entry) implements Pick {}

    /** None is meant. */
    record NoneOfThese() implements Pick {}

    /** They mean to pick, but not one that is there, or several: a number out of range, a yes to two. */
    record Unclear() implements Pick {}
}
