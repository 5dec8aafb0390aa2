package io.parley.process.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** People on one channel, each in a conversation, who ask the starter FAQ's questions, and what they see. */
abstract class Crowd {
    private final String channel;
    private final Random random;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    Crowd(String channel, int seed) {
        this.channel = channel;
        this.random = new Random(seed);
    }

    String channel() {
        return channel;
    }

    /** Somebody asks a question. */
    abstract void ask();

    /** Notes which answers have arrived. */
    abstract void look();

    /** How many answers there are beyond one for each question. */
    abstract int doubled();

    /** How many conversations have their answers in another order than their questions. */
    abstract int outOfOrder();

    List<Asked> asked() {
        return asked;
    }

    Asked note(Question question) {
        Asked one = new Asked(channel, question);
        asked.add(one);
        return one;
    }

    /** The questions of a conversation, in an order of its own. */
    List<Question> questions() {
        List<Question> questions = Question.all();
        Collections.shuffle(questions, random);
        return questions;
    }

    /** Of the conversations that have what is wanted, the one that was quiet for the longest time. */
    static <T extends Talk> Optional<T> quietest(List<T> talks, Predicate<Talk> wanted) {
        return talks.stream().filter(talk -> !talk.isOver()).filter(wanted)
                .min(Comparator.comparingLong(Talk::lastAsked));
    }

    /** A conversation: what was asked in it, in order, and what its reader sees. */
    abstract static class Talk {
        private final List<Question> questions;
        private final List<Asked> asked = new ArrayList<>();

        Talk(List<Question> questions) {
            this.questions = questions;
        }

        /** The bot's messages, oldest first. */
        abstract List<String> seen();

        synchronized boolean isOver() {
            return asked.size() == questions.size();
        }

        synchronized boolean isIdle() {
            return asked.stream().allMatch(Asked::isAnswered);
        }

        /** Whether nothing but the first of two questions was asked since the conversation was idle. */
        synchronized boolean isInTheMiddle() {
            return asked.size() % 2 == 1;
        }

        synchronized long lastAsked() {
            return asked.getLast().at();
        }

        synchronized Question next() {
            return questions.get(asked.size());
        }

        synchronized void add(Asked one) {
            asked.add(one);
        }

        synchronized void look() {
            if (!isIdle()) {
                List<String> seen = seen();
                asked.stream().filter(one -> !one.isAnswered() && places(one, seen) > 0).forEach(Asked::answered);
            }
        }

        synchronized int doubled() {
            List<String> seen = seen();
            return asked.stream().mapToInt(one -> Math.max(0, places(one, seen) - 1)).sum();
        }

        /** The first answer to each question decides; a double is counted elsewhere. */
        synchronized boolean isOutOfOrder() {
            List<String> seen = seen();
            List<Integer> places = asked.stream().map(one -> first(one, seen)).filter(place -> place >= 0).toList();
            return !places.equals(places.stream().sorted().toList());
        }

        private static int places(Asked one, List<String> seen) {
            return (int) seen.stream().filter(text -> text.contains(one.question().answer())).count();
        }

        private static int first(Asked one, List<String> seen) {
            return seen.indexOf(seen.stream().filter(text -> text.contains(one.question().answer())).findFirst()
                    .orElse(""));
        }
    }
}
