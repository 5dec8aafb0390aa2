package io.parley.support;

import io.parley.knowledge.Knowledge;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Changes the FAQ where it is stored, and has the application read it. The counter of changes and the entries change in one
 * statement: the application looks at the counter at any time, and would never read what changes under a number that it has
 * seen.
 */
public final class StoredFaq {
    private static final String ALL = "true";

    private StoredFaq() {}

    /**
     * Lets the bot answer no more with some entries.
     *
     * @param which what holds for them, in SQL
     */
    public static void retire(JdbcClient jdbc, Knowledge knowledge, String which) {
        change(jdbc, knowledge, "'retired'", which);
    }

    /** The same, and has all the others read once more with their ways to ask. */
    public static void retireAndReadAll(JdbcClient jdbc, Knowledge knowledge, String which) {
        change(jdbc, knowledge, "case when " + which + " then 'retired' else state end", ALL);
    }

    /**
     * Lets the bot answer with some entries that nobody added, and with no others.
     *
     * @param which what holds for them, in SQL
     */
    public static void publishOnly(JdbcClient jdbc, Knowledge knowledge, String which) {
        change(jdbc, knowledge, "case when owner is null and " + which + " then 'published' else 'retired' end", ALL);
    }

    /** Has all entries read once more with their ways to ask. */
    public static void readAll(JdbcClient jdbc, Knowledge knowledge) {
        change(jdbc, knowledge, "state", ALL);
    }

    private static void change(JdbcClient jdbc, Knowledge knowledge, String state, String which) {
        jdbc.sql("with next as (update faq_change set number = number + 1 returning number) "
                + "update faq_entry set change = (select number from next), state = " + state + " where " + which)
                .update();
        knowledge.refresh();
    }
}
