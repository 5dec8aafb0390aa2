package io.parley.hours;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The time from one moment until before another. */
record Span(Instant from, Instant to) {

    boolean contains(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(to);
    }

    Duration length() {
        return Duration.between(from, to);
    }

    /** The part of it that lies within another; without length when none does. */
    Span within(Span other) {
        Instant start = from.isAfter(other.from) ? from : other.from;
        Instant end = to.isBefore(other.to) ? to : other.to;
        return new Span(start, end.isBefore(start) ? start : end);
    }

    /** The parts of it that lie outside of another. */
    Stream<Span> without(Span other) {
        if (within(other).length().isZero()) {
            return Stream.of(this);
        }
        return Stream.of(new Span(from, other.from), new Span(other.to, to))
                .filter(part -> part.from.isBefore(part.to));
    }

    /** The same time, in spans that follow each other with time between them. */
    static List<Span> joined(Stream<Span> spans) {
        List<Span> joined = new ArrayList<>();
        for (Span span : spans.sorted(Comparator.comparing(Span::from)).toList()) {
            if (joined.isEmpty() || joined.getLast().to.isBefore(span.from)) {
                joined.add(span);
            } else if (joined.getLast().to.isBefore(span.to)) {
                joined.add(new Span(joined.removeLast().from, span.to));
            }
        }
        return joined;
    }
}
