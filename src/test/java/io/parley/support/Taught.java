package io.parley.support;

import io.parley.knowledge.Knowledge;
import io.parley.knowledge.Likeness;
import io.parley.knowledge.faq.Vectors;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the FAQ could learn, and has learned, in a test. */
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

    /** Lets the bot answer no more with what it was taught. */
    public static void forget(JdbcClient jdbc, Knowledge knowledge) {
        jdbc.sql("update faq_change set number = number + 1").update();
        jdbc.sql("""
                update faq_entry set state = 'retired', change = (select number from faq_change)
                where owner is not null""").update();
        knowledge.refresh();
    }
}
