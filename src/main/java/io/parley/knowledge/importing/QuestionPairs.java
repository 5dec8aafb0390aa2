package io.parley.knowledge.importing;

import io.parley.knowledge.FaqId;
import io.parley.knowledge.NormalText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Pairs of questions, {@code id qid1 qid2 question1 question2 is_duplicate}. Questions that are said to be duplicates,
 * directly or through others, are one draft; every other question is a draft of its own.
 */
final class QuestionPairs implements FaqFormat {

    @Override
    public String title() {
        return "a table";
    }

    @Override
    public Set<String> endings() {
        return Set.of("tsv", "csv");
    }

    @Override
    public boolean fits(FaqFile file) {
        return table(file).isPresent();
    }

    private static Optional<Table> table(FaqFile file) {
        return Table.of(file, columns -> columns.containsAll(Set.of("question1", "question2", "is_duplicate")));
    }

    @Override
    public Contents read(FaqFile file) {
        FaqRows rows = new FaqRows(file);
        Groups groups = new Groups();
        table(file).orElseThrow().read((line, cells) -> {
            String first = question(cells.apply("question1"));
            String second = question(cells.apply("question2"));
            boolean isDuplicate = isDuplicate(cells.apply("is_duplicate").strip());
            Question one = groups.question(first, line, rows);
            Question other = groups.question(second, line, rows);
            if (isDuplicate) {
                groups.join(one, other);
            }
        }, rows);
        groups.topics(rows).forEach(topic -> add(topic, rows));
        return rows.contents();
    }

    private static String question(String cell) throws BadRow {
        String question = cell.strip();
        if (question.isEmpty()) {
            throw new BadRow("has only one question");
        }
        FaqCells.checkLength("question", question, FaqCells.MAX_PHRASING);
        return question;
    }

    private static boolean isDuplicate(String cell) throws BadRow {
        return switch (cell) {
            case "1" -> true;
            case "0" -> false;
            default -> throw new BadRow("has an is_duplicate that is neither 0 nor 1");
        };
    }

    private static void add(Topic topic, FaqRows rows) {
        try {
            rows.add(topic.row());
        } catch (BadRow e) {
            throw new IllegalStateException("A question is in one group.", e);
        }
    }

    /** A question and the one that stands for its group; itself at first. */
    private static final class Question {
        private final String text;
        private final long line;
        private final int number;
        private Question standsFor = this;

        Question(String text, long line, int number) {
            this.text = text;
            this.line = line;
            this.number = number;
        }

        Question first() {
            while (standsFor != standsFor.standsFor) {
                standsFor = standsFor.standsFor;
            }
            return standsFor;
        }
    }

    /** Questions by their text, whatever its spelling and its numbers in the file, joined in groups. */
    private static final class Groups {
        private final Map<String, Question> questions = new LinkedHashMap<>();

        Question question(String text, long line, FaqRows rows) {
            Question made = new Question(text, line, questions.size());
            Question before = questions.putIfAbsent(NormalText.of(text), made);
            if (before != null) {
                rows.repeated();
            }
            return before == null ? made : before;
        }

        /** The one that came first stands for both groups, so that the order of the pairs does not matter to the ids. */
        void join(Question one, Question other) {
            Question a = one.first();
            Question b = other.first();
            if (a.number < b.number) {
                b.standsFor = a;
            } else {
                a.standsFor = b;
            }
        }

        List<Topic> topics(FaqRows rows) {
            Map<Question, Topic> topics = new LinkedHashMap<>();
            for (Question question : questions.values()) {
                Topic topic = topics.computeIfAbsent(question.first(), first -> new Topic(first.line,
                        FaqId.derivedFrom(first.text), "", "", null));
                try {
                    topic.add(question.text);
                } catch (BadRow e) {
                    rows.problem(question.line, e);
                }
            }
            return new ArrayList<>(topics.values());
        }
    }
}
