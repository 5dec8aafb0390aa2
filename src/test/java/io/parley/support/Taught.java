package io.parley.support;

import io.parley.knowledge.Likeness;
import io.parley.knowledge.faq.Vectors;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the FAQ could learn in a test. */
public final class Taught {
    private Taught() {}

    /** Keeps what other customers asked on their tickets, as a suggestion that waits for its review. */
    public static void askedAlike(JdbcClient jdbc, Likeness likeness, String question, List<String> ways) {
        jdbc.sql(
                """
                        insert into suggestion (kind, similarity, differs, question, answer, ways, language, support, marks,
                            private_act, vector, made_at)
                        values ('new', 0, '{}', ?, 'Somebody told something else about it.', ?, 'en', 1, '{}', false, ?, now())""")
                .param(question).param(ways.toArray(String[]::new))
                .param(Vectors.toBytes(likeness.vector(question))).update();
    }
}
