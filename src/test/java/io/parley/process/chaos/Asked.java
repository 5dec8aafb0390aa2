package io.parley.process.chaos;

/** A question that somebody asked, and when it was answered, on this process's own time in nanoseconds. */
final class Asked {
    private final String channel;
    private final Question question;
    private final long at = System.nanoTime();
    private volatile long answeredAt = Long.MAX_VALUE;

    Asked(String channel, Question question) {
        this.channel = channel;
        this.question = question;
    }

    String channel() {
        return channel;
    }

    Question question() {
        return question;
    }

    long at() {
        return at;
    }

    boolean isAnswered() {
        return answeredAt != Long.MAX_VALUE;
    }

    /** The answer is there; a further one changes nothing. */
    void answered() {
        if (!isAnswered()) {
            answeredAt = System.nanoTime();
        }
    }

    /** How long it took; what was never answered takes for ever. */
    double seconds() {
        return isAnswered() ? (answeredAt - at) / 1e9 : Double.POSITIVE_INFINITY;
    }

    boolean isWithin(long from, long to) {
        return at >= from && at < to;
    }
}
