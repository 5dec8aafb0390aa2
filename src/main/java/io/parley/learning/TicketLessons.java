package io.parley.learning;

import io.parley.answering.QuestionSense;
import io.parley.knowledge.Likeness;
import io.parley.learning.Sources.Asked;
import io.parley.learning.suggestion.Learned;
import io.parley.learning.suggestion.Learned.Outcome;
import io.parley.learning.suggestion.Teacher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Teaches the FAQ an answer that was given on a ticket, with the customer's own words as a way to ask. */
@Component
public class TicketLessons {
    /** The customer's words of this cosine or more ask for something like the question that is taught. */
    private static final double LIKE = 0.7;

    private final Sources sources;
    private final QuestionSense sense;
    private final Likeness likeness;
    private final Teacher teacher;

    TicketLessons(Sources sources, QuestionSense sense, Likeness likeness, Teacher teacher) {
        this.sources = sources;
        this.sense = sense;
        this.likeness = likeness;
        this.teacher = teacher;
    }

    /**
     * An answer on a ticket.
     *
     * @param question which it answers; the customer's own if null
     * @param ways other ways to ask
     */
    public record Given(long ticket, @Nullable String question, List<String> ways, String answer) {
        public Given {
            ways = List.copyOf(ways);
        }
    }

    /**
     * Teaches it.
     *
     * @param by the login of those who publish it; null when they may not
     */
    public Learned teach(Given given, @Nullable String by) {
        Optional<Asked> own = sources.askedBefore(given.ticket()).stream()
                .filter(asked -> sense.asksSomething(asked.text())).findFirst();
        String wanted = given.question();
        Optional<Asked> taught = wanted == null || wanted.isBlank()
                ? own
                : own.map(Asked::messageId).or(() -> sources.opening(given.ticket()))
                        .map(message -> new Asked(wanted.strip(), message));
        return taught.map(asked -> teacher.teach(sources.told(given.ticket(), asked, List.of(given.answer())),
                ways(given, asked.text(), own), by)).orElseGet(() -> new Learned(Outcome.NOTHING, null, null));
    }

    private List<String> ways(Given given, String question, Optional<Asked> own) {
        List<String> ways = new ArrayList<>(given.ways());
        own.map(Asked::text).filter(text -> isLike(text, question)).ifPresent(ways::add);
        return ways;
    }

    private boolean isLike(String text, String question) {
        return Likeness.cosine(likeness.vector(text), likeness.vector(question)) >= LIKE;
    }
}
