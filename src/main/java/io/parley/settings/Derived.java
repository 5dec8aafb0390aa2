package io.parley.settings;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A value that is made of another one when that has changed. */
final class Derived<T, R> implements Live<R> {
    private final Live<T> source;
    private final Function<? super T, ? extends R> making;
    private volatile @Nullable Made<T, R> last;

    Derived(Live<T> source, Function<? super T, ? extends R> making) {
        this.source = source;
        this.making = making;
    }

    /** What was made, and of which value. */
    private record Made<T, R>(T of, R value) {}

    @Override
    @SuppressWarnings("ReferenceEquality")
    public R now() {
        T current = source.now();
        Made<T, R> known = last;
        if (known == null || known.of() != current) {
            known = new Made<>(current, making.apply(current));
            last = known;
        }
        return known.value();
    }
}
