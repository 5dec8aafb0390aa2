package io.parley.inbox;

import io.parley.channel.InboundSink;
import io.parley.channel.scripted.ScriptedChannel;
import io.parley.channel.scripted.ScriptedChannel.Line;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Plays people on the scripted channel. */
final class Script {
    private static final AtomicLong number = new AtomicLong();

    private final ScriptedChannel channel;
    private final InboundSink sink;
    private final String thread = "thread-" + number.incrementAndGet();
    private Instant now = InstantSource.system().instant();

    Script(ScriptedChannel channel, InboundSink sink) {
        this.channel = channel;
        this.sink = sink;
    }

    String thread() {
        return thread;
    }

    /** Says something; gives the message's id. */
    String say(String text) {
        return play("message", "m" + number.incrementAndGet(), null, text);
    }

    /** Says something under an id that is known before. */
    void say(String id, String text) {
        play("message", id, null, text);
    }

    /** How many of two deliveries of one message were new. */
    record Doubled(int newOnes) {}

    /** Says something that the service delivers twice. */
    Doubled sayTwice(String text) {
        now = now.plusSeconds(1);
        Line line = new Line("message", thread, "ann", "m" + number.incrementAndGet(), null, text, now);
        return new Doubled(sink.store(List.of(channel.raw(line))) + sink.store(List.of(channel.raw(line))));
    }

    String edit(String message, String text) {
        return play("edit", message + ":" + number.incrementAndGet(), message, text);
    }

    void delete(String message) {
        play("delete", message, null, "");
    }

    void react(String target, String emoji) {
        play("react", "r" + number.incrementAndGet(), target, emoji);
    }

    void unreact(String target, String emoji) {
        play("unreact", "r" + number.incrementAndGet(), target, emoji);
    }

    void press(String kind, String answer, String text) {
        play(kind, "p" + number.incrementAndGet(), answer, text);
    }

    void reset() {
        play("reset", "m" + number.incrementAndGet(), null, "");
    }

    private String play(String kind, String id, @Nullable String target, String text) {
        now = now.plusSeconds(1);
        sink.store(List.of(channel.raw(new Line(kind, thread, "ann", id, target, text, now))));
        return id;
    }
}
