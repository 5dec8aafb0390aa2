package io.parley.learning.replay;

import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.Lesson;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What would become of known questions with an entry as somebody wants it.
 *
 * @param asked how many of customers' questions were asked again
 * @param cases how many questions were tried whose right entry is known for good
 * @param newly that get an answer, and got none
 * @param changed that get another answer, or none any more, and nobody had said that the one before helps
 * @param stolen that get another answer, or none any more, though the one before had helped, or somebody had named it
 * @param lost whose right entry is known for good, and is not the answer any more
 */
public record Effect(int asked, int cases, List<Moved> newly, List<Moved> changed, List<Moved> stolen,
        List<Moved> lost) {

    public Effect {
        newly = List.copyOf(newly);
        changed = List.copyOf(changed);
        stolen = List.copyOf(stolen);
        lost = List.copyOf(lost);
    }

    /**
     * A question with what becomes of it.
     *
     * @param question without what tells of one person
     * @param from the entry that answers it; null when none does
     * @param to the entry that would answer it; null when none would
     */
    public record Moved(String question, @Nullable Named from, @Nullable Named to) {}

    /** An entry with its own question. */
    public record Named(String id, String question) {
        static Named of(FaqEntry entry) {
            return new Named(entry.id().value(), entry.question());
        }
    }

    /** Whether it takes questions from entries that answer them well. */
    public boolean steals() {
        return !stolen.isEmpty();
    }

    /** Whether a question whose right entry is known for good goes wrong. */
    public boolean loses() {
        return !lost.isEmpty();
    }

    /** The same for the same questions that are stolen or lost, so that a person's consent is to these only. */
    public String key() {
        return HexFormat.of().formatHex(Lesson.key(Stream.concat(stolen.stream(), lost.stream())
                .map(moved -> moved.question() + " " + moved.from() + " " + moved.to()).sorted()
                .collect(Collectors.joining(" ")))).substring(0, 16);
    }
}
