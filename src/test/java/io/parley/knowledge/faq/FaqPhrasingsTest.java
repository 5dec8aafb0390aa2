package io.parley.knowledge.faq;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.embedding.BuiltInModel;
import io.parley.support.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaqPhrasingsTest {

    private static final TestDatabase database = TestDatabase.migrated();

    @BeforeEach
    void begin() {
        database.clear();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void findsWhatIsNotEmbeddedWithoutReadingAll() {
        FaqPhrasings phrasings = new FaqPhrasings(database.jdbc());
        database.jdbc().sql("""
                insert into faq_entry (id, question, state, change) values ('many', 'Many?', 'draft', 1)""").update();
        database.jdbc()
                .sql("""
                        insert into faq_phrasing (entry, kind, origin, text, hash, vector, model, dimension)
                        select 'many', 'alternative', 'file', 'Text ' || n, decode(lpad(n::text, 8, '0'), 'hex'),
                               case when n > 3 then '\\x00000000'::bytea end,
                               case n when 1 then null when 2 then null when 3 then null when 4 then 'minilm' else 'minilm-q/2' end,
                               case when n > 3 then 1 end
                        from generate_series(1, 20000) n""")
                .update();
        database.jdbc().sql("analyze faq_phrasing").update();

        database.transactions().executeWithoutResult(status -> {
            long before = told("seq_scan");
            assertThat(phrasings.countWithout(BuiltInModel.MINILM_Q.version())).isEqualTo(4);
            assertThat(phrasings.without(BuiltInModel.MINILM_Q.version(), Long.MIN_VALUE, 3))
                    .extracting(FaqPhrasings.Unembedded::text).containsExactly("Text 1", "Text 2", "Text 3");
            assertThat(told("seq_scan")).as("times that all was read").isEqualTo(before);
        });
    }

    /** PostgreSQL plans anew for the first executions only, so there are several. */
    @Test
    void findsThoseOfSomeEntriesWithoutReadingAll() {
        FaqPhrasings phrasings = new FaqPhrasings(database.jdbc());
        database.jdbc().sql("""
                insert into faq_entry (id, question, state, change)
                select 'e' || n, 'Entry ' || n || '?', 'draft', 1 from generate_series(1, 20000) n""").update();
        database.jdbc().sql("""
                insert into faq_phrasing (entry, kind, origin, text, hash)
                select id, 'question', 'file', question, decode(md5(id), 'hex') from faq_entry where id like 'e%'""")
                .update();
        database.jdbc().sql("analyze faq_phrasing").update();

        database.transactions().executeWithoutResult(status -> {
            long before = told("seq_tup_read + idx_tup_fetch");
            for (int i = 1; i <= 15; i++) {
                FaqId one = new FaqId("e" + i);
                FaqId other = new FaqId("e" + 2 * i);
                assertThat(phrasings.of(List.of(one, other, one))).containsOnlyKeys(one, other)
                        .allSatisfy((entry, ways) -> assertThat(ways).hasSize(1));
            }
            assertThat(told("seq_tup_read + idx_tup_fetch") - before).as("rows that were read").isLessThan(1_000);
        });
    }

    /** What the present connection did with the table; also before its present transaction, if that was not long ago. */
    private static long told(String what) {
        return database.jdbc().sql("select " + what + " from pg_stat_xact_user_tables where relname = 'faq_phrasing'")
                .query(Long.class).single();
    }

    /** An agent's answer may repeat the question, or itself. */
    @Test
    void addsOnceWhatIsAlike() {
        try (TestDatabase own = TestDatabase.migrated()) {
            FaqPhrasings phrasings = new FaqPhrasings(own.jdbc());
            own.jdbc().sql("""
                    insert into faq_entry (id, question, state, change) values ('twice', 'Twice?', 'draft', 1)""")
                    .update();
            FaqId twice = new FaqId("twice");
            assertThat(phrasings.add(List.of(
                    new FaqPhrasings.New(twice, Phrasing.Kind.QUESTION, FaqPhrasings.Origin.FILE, "Twice?"),
                    new FaqPhrasings.New(twice, Phrasing.Kind.ANSWER, FaqPhrasings.Origin.FILE, "twice?"),
                    new FaqPhrasings.New(twice, Phrasing.Kind.ANSWER, FaqPhrasings.Origin.FILE, "No."),
                    new FaqPhrasings.New(twice, Phrasing.Kind.ANSWER, FaqPhrasings.Origin.FILE, "No.")))).isEqualTo(2);
            assertThat(phrasings.of(List.of(twice)).get(twice)).extracting(FaqPhrasings.Stored::kind)
                    .containsExactlyInAnyOrder(Phrasing.Kind.QUESTION, Phrasing.Kind.ANSWER);
        }
    }
}
