package io.parley.learning;

import io.parley.knowledge.FaqTrials;
import io.parley.knowledge.Lesson;
import io.parley.knowledge.Rehearsal;
import io.parley.knowledge.Teaching;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What customers really asked and people said of it, as questions whose right entries are known. */
@Component
public class LiveQuestions {
    private final LessonRows rows;
    private final Teaching teaching;

    LiveQuestions(LessonRows rows, Teaching teaching) {
        this.rows = rows;
        this.teaching = teaching;
    }

    /**
     * A question that was asked.
     *
     * @param right the ids of the entries of which more people say that they answer it than that they do not
     */
    public record Judged(String text, Set<String> right) {}

    /** All questions with a right entry, the oldest first; people's word is taken for it. */
    public List<Judged> judged() {
        Map<ByteBuffer, List<Pair>> byQuestion = rows.all().stream().map(LessonRows.Row::pair)
                .filter(LiveQuestions::isRight).collect(Collectors.groupingBy(
                        pair -> ByteBuffer.wrap(Lesson.key(pair.text())), LinkedHashMap::new, Collectors.toList()));
        List<Judged> judged = new ArrayList<>();
        byQuestion.values().forEach(pairs -> judged.add(new Judged(pairs.getFirst().text(),
                pairs.stream().map(pair -> pair.entry().value()).collect(Collectors.toSet()))));
        return judged;
    }

    private static boolean isRight(Pair pair) {
        return pair.helpful() + pair.named() > pair.unhelpful();
    }

    /** The FAQ as it is taught now, except that it was never taught the very question that it is asked. */
    public FaqTrials.Trial trial() {
        Rehearsal rehearsal = teaching.rehearsal();
        List<Lesson> taught = rows.all().stream().map(row -> row.lesson(row.weight())).toList();
        return rehearsal.trial(rehearsal.unprepared(taught, Study.SHARES));
    }
}
