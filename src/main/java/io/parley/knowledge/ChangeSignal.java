package io.parley.knowledge;

/** Lets all instances know, after the commit of the current transaction, that the FAQ changed. */
@FunctionalInterface
public interface ChangeSignal {

    void changed();
}
