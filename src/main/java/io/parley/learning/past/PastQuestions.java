package io.parley.learning.past;

import io.parley.answering.QuestionSense;
import io.parley.learning.past.PastConversation.Said;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds what a customer asked and what agents answered in a conversation of the past. */
@Component
class PastQuestions {
    private static final int LONGEST_QUESTION = 500;
    private static final int MOST_REPLIES = 10;
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?…])\\s+|\\n+");
    private static final Pattern REPLY = Pattern.compile("(?i)\\A(?:(?:re|aw|fwd?|wg)\\s*:\\s*)+");

    private final QuestionSense sense;

    PastQuestions(QuestionSense sense) {
        this.sense = sense;
    }

    /** A question with the answers to it. */
    record Asked(String question, List<String> replies) {}

    /** The last thing that a customer asked before an agent first wrote to them; empty where nothing was asked or answered. */
    Optional<Asked> in(PastConversation conversation) {
        List<Said> said = conversation.said();
        int begun = index(said, 0, one -> one.isCustomers() && asks(one.text()));
        int answered = begun < 0 ? -1 : index(said, begun, one -> !one.isCustomers());
        if (answered < 0) {
            return Optional.empty();
        }
        int next = index(said, answered, one -> one.isCustomers() && asks(one.text()));
        List<String> replies = said.subList(answered, next < 0 ? said.size() : next).stream()
                .filter(one -> !one.isCustomers()).map(Said::text).limit(MOST_REPLIES).toList();
        String subject = conversation.subject();
        return said.subList(begun, answered).reversed().stream().filter(one -> asks(one.text()))
                .flatMap(one -> question(one.text(), subject == null ? "" : subject).stream()).findFirst()
                .map(question -> new Asked(question, replies));
    }

    private interface Is {
        boolean so(Said one);
    }

    private static int index(List<Said> said, int from, Is which) {
        return IntStream.range(from, said.size()).filter(n -> which.so(said.get(n))).findFirst().orElse(-1);
    }

    private boolean asks(String text) {
        return sense.asksSomething(text);
    }

    /** Of a letter the last sentence that asks, or else what its subject says. */
    private Optional<String> question(String text, String subject) {
        if (text.length() <= LONGEST_QUESTION) {
            return Optional.of(text);
        }
        List<String> sentences = SENTENCE_END.splitAsStream(text).map(String::strip)
                .filter(sentence -> sentence.endsWith("?")).toList();
        return Stream.concat(sentences.reversed().stream(), Stream.of(REPLY.matcher(subject).replaceFirst("").strip()))
                .filter(one -> one.length() <= LONGEST_QUESTION && asks(one)).findFirst();
    }
}
