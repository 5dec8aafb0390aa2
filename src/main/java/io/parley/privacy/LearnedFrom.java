package io.parley.privacy;

import io.parley.knowledge.Teaching;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.Lesson;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lets the FAQ forget what a person taught it. What others say too stays, and so does what was published. */
@Component
class LearnedFrom {
    private final JdbcClient jdbc;
    private final Teaching teaching;

    LearnedFrom(JdbcClient jdbc, Teaching teaching) {
        this.jdbc = jdbc;
        this.teaching = teaching;
    }

    void forget(ErasureScope scope, Tally tally) {
        jdbc.sql("lock table refit in share row exclusive mode").update();
        forgetLessons(scope, tally);
        forgetSuggestions(scope, tally);
        tally.add("gap_question", jdbc.sql("delete from gap_question where message_id = any(?)")
                .param(scope.messageIds()).update());
    }

    /** A lesson stays without its words, since versions of what was learned count theirs. */
    private void forgetLessons(ErasureScope scope, Tally tally) {
        Long[] touched = jdbc.sql("""
                select id from lesson where id in (
                    select lesson from lesson_vote where person = :person
                    union select lesson from lesson_vote where message = any(:messages)) order by id for update""")
                .param("person", "participant:" + scope.participant()).param("messages", scope.messageIds())
                .query(Long.class).list().toArray(Long[]::new);
        tally.add("lesson_vote", jdbc.sql("""
                delete from lesson_vote where lesson = any(:lessons)
                    and (person = :person or message = any(:messages))""").param("lessons", touched)
                .param("person", "participant:" + scope.participant()).param("messages", scope.messageIds()).update());
        jdbc.sql("update lesson set revision = revision + 1 where id = any(?)").param(touched).update();
        unteach(touched, tally);
    }

    private void unteach(Long[] touched, Tally tally) {
        List<Lesson> nobodys = jdbc.sql("""
                select entry, text from lesson l
                where id = any(?) and text <> '' and not exists (select from lesson_vote where lesson = l.id
                    and (message is not null or person not like 'account:%'))""")
                .param(touched).query((row, n) -> new Lesson(new FaqId(row.getString(1)), row.getString(2), 0)).list();
        tally.add("lesson", jdbc.sql("""
                update lesson l set text = '', weight = 0, weighed = revision
                where id = any(?) and not exists (select from lesson_vote where lesson = l.id
                    and (message is not null or person not like 'account:%'))""").param(touched)
                .update());
        if (!nobodys.isEmpty()) {
            tally.add("faq_phrasing", learned(nobodys));
            teaching.teach(nobodys);
            tally.add("regression_case", jdbc.sql("""
                    delete from regression_case c where hash = any(?) and origin = 'named'
                        and not exists (select from lesson l where l.hash = c.hash and l.entry = c.expected
                            and l.text <> '')""")
                    .param(nobodys.stream().map(lesson -> Lesson.key(lesson.text())).toArray(byte[][]::new)).update());
        }
    }

    /** How many ways to ask there are that were learned of lessons. */
    private int learned(List<Lesson> lessons) {
        return jdbc.sql("""
                select count(*) from faq_phrasing where origin = 'learned' and kind in ('confirmed', 'weakened')
                    and (entry, hash) in (select * from unnest(:entries::text[], :hashes::bytea[]))""")
                .param("entries", lessons.stream().map(lesson -> lesson.entry().value()).toArray(String[]::new))
                .param("hashes", lessons.stream().map(lesson -> Lesson.key(lesson.text())).toArray(byte[][]::new))
                .query(Integer.class).single();
    }

    /** One that nobody else supports stays without its words, since figures count it; an open one counts as dismissed, without a date. */
    private void forgetSuggestions(ErasureScope scope, Tally tally) {
        List<Long> touched = jdbc.sql("""
                delete from suggestion_source where participant_id = :person or ticket_id = any(:tickets)
                    or message_id = any(:messages) returning suggestion""").param("person", scope.participant())
                .param("tickets", scope.ticketIds()).param("messages", scope.messageIds()).query(Long.class).list();
        tally.add("suggestion_source", touched.size());
        Long[] suggestions = touched.stream().distinct().toArray(Long[]::new);
        tally.add("suggestion", jdbc.sql("""
                update suggestion s set question = '', answer = '', ways = '{}', marks = '{}', differs = '{}',
                    vector = null, reason = null, beside = null,
                    state = case when state = 'open' then 'dismissed' else state end
                where id = any(?) and not exists (select from suggestion_source where suggestion = s.id)
                    and not exists (select from past_answer where suggestion = s.id)""").param(suggestions)
                .update());
        jdbc.sql("""
                update suggestion set support = greatest(1, (select count(*) from suggestion_source
                    where suggestion = suggestion.id)) where id = any(?)""").param(suggestions).update();
    }
}
