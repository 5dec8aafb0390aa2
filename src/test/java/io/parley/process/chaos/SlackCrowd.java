package io.parley.process.chaos;

import io.parley.fake.slack.FakeSlack;
import io.parley.fake.slack.Post;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Staff in threads, each of whom waits for an answer before they ask on: what Slack has to bring twice may be overtaken by
 * what comes later.
 */
final class SlackCrowd extends Crowd {
    private static final int CHANNELS = 20;

    private final FakeSlack slack;
    private final int people;
    private final List<Conversation> talks = new ArrayList<>();

    SlackCrowd(FakeSlack slack, int people) {
        super("slack", 8);
        this.slack = slack;
        this.people = people;
    }

    private final class Conversation extends Talk {
        private final String channel;
        private @Nullable String root;
        private List<Post> posts = List.of();
        private List<String> seen = List.of();

        Conversation(int number, List<Question> questions) {
            super(questions);
            this.channel = "C" + number % CHANNELS;
        }

        @Override
        List<String> seen() {
            String asked = root;
            List<Post> now = asked == null ? List.of() : slack.answers(channel, asked);
            if (!now.equals(posts)) {
                posts = now;
                seen = now.stream().map(Post::seen).toList();
            }
            return seen;
        }

        void say(String text) {
            String asked = root;
            if (asked == null) {
                root = slack.say(channel, "U1", "<@" + FakeSlack.BOT + "> " + text, null);
            } else {
                slack.say(channel, "U1", text, asked);
            }
        }
    }

    @Override
    synchronized void ask() {
        further().or(() -> quietest(talks, Talk::isIdle))
                .ifPresent(free -> {
                    Question question = free.next();
                    free.add(note(question));
                    free.say(question.text());
                });
    }

    private Optional<Conversation> further() {
        if (talks.stream().filter(talk -> !talk.isOver()).count() >= people) {
            return Optional.empty();
        }
        Conversation begun = new Conversation(talks.size(), questions());
        talks.add(begun);
        return Optional.of(begun);
    }

    @Override
    synchronized void look() {
        talks.forEach(Talk::look);
    }

    @Override
    synchronized int doubled() {
        return talks.stream().mapToInt(Talk::doubled).sum();
    }

    @Override
    synchronized int outOfOrder() {
        return (int) talks.stream().filter(Talk::isOutOfOrder).count();
    }
}
