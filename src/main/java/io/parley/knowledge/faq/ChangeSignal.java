package io.parley.knowledge.faq;

/** Lets all instances know, after the commit of the current transaction, that the FAQ changed. */
@FunctionalInterface
public interface ChangeSignal {

    void changed();
}
