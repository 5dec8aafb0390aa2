package io.parley.settings;

import java.util.function.Function;

/**
 * Something that follows from settings, as it stands now. It is read from memory: ask for it each time that it is needed.
 *
 * @param <T> such as a record of settings
 */
@FunctionalInterface
public interface Live<T> {
    /** Its value; the same object as long as nothing changed. */
    T now();

    /** What follows from it; made anew only when it changed. */
    default <R> Live<R> map(Function<? super T, ? extends R> making) {
        return new Derived<>(this, making);
    }
}
