package io.parley.fake.telegram;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The view that people in a chat, or in one topic of a forum, have of it. */
abstract sealed class Screen permits FakeChat {
    final World world;
    final Room room;
    final int thread;

    Screen(World world, Room room, int thread) {
        this.world = world;
        this.room = room;
        this.thread = thread;
    }

    /** The chat's id; negative for groups, beyond 32 bits for supergroups. */
    public long id() {
        return room.id;
    }

    /** The topic's {@code message_thread_id}, or 0. */
    public int thread() {
        return thread;
    }

    /**
     * The messages that a person sees here now, in order: edits applied, removed messages gone, no service messages.
     */
    public List<Line> transcript() {
        return locked(() -> room.posts.values().stream().filter(p -> p.service == null)
                .filter(p -> thread == 0 || p.thread == thread).map(Post::line).toList());
    }

    /** The bot's messages in the transcript. */
    public List<Line> botMessages() {
        return transcript().stream().filter(Line::byBot).toList();
    }

    /** "Typing" and its like that was shown here. */
    public List<ChatAction> actions() {
        return locked(() -> room.actions.stream().filter(a -> thread == 0 || a.thread() == thread).toList());
    }

    /** Waits until the transcript is as it should be; fails with the transcript after that time. */
    public List<Line> await(Predicate<List<Line>> asItShould, Duration atMost) {
        return locked(() -> {
            long left = atMost.toNanos();
            while (!asItShould.test(transcript())) {
                if (left <= 0) {
                    throw new AssertionError("after " + atMost + " chat " + room.id + " reads " + readable());
                }
                try {
                    left = room.said.awaitNanos(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError("interrupted while waiting for chat " + room.id, e);
                }
            }
            return transcript();
        });
    }

    /** Waits until the bot has this many messages here, 10 seconds at most, and gives them. */
    public List<Line> awaitBotMessages(int count) {
        return await(lines -> lines.stream().filter(Line::byBot).count() >= count, Duration.ofSeconds(10)).stream()
                .filter(Line::byBot).toList();
    }

    private List<String> readable() {
        var lines = new ArrayList<String>();
        transcript().forEach(l -> lines.add(l.messageId() + " " + l.from().firstName() + ": " + l.text()));
        return lines;
    }

    final <T> T locked(Supplier<T> work) {
        world.lock.lock();
        try {
            return work.get();
        } finally {
            world.lock.unlock();
        }
    }

    @Override
    public String toString() {
        return room.kind + " chat " + room.id + (thread == 0 ? "" : ", topic " + thread);
    }
}
