package io.parley.knowledge.faq;

import org.springframework.modulith.NamedInterface;

/** Lets all instances know, after the commit of the current transaction, that the FAQ changed. */
@FunctionalInterface
@NamedInterface
public interface ChangeSignal {

    void changed();
}
