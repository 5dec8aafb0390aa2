package io.parley.care;

import io.parley.care.Contradictions.Contradiction;
import io.parley.care.Contradictions.Seen;
import io.parley.knowledge.faq.FaqId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Entries that contradict each other, as rows. */
@Repository
class ContradictionRows {
    private final JdbcClient jdbc;

    ContradictionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Two entries in any order, with what differs. */
    record Pair(FaqId one, FaqId other, List<String> differs) {}

    /** Puts pairs in the place of all, but for those of which an entry is gone, or both are known to be right. */
    void replace(List<Pair> pairs) {
        jdbc.sql("delete from faq_contradiction").update();
        pairs.forEach(pair -> jdbc.sql("""
                insert into faq_contradiction (one, other, differs)
                select least(a.id, b.id), greatest(a.id, b.id), :differs from faq_entry a, faq_entry b
                where a.id = :one and b.id = :other and not exists (
                    select from faq_both_right r, faq_entry first, faq_entry second
                    where r.one = least(a.id, b.id) and r.other = greatest(a.id, b.id)
                        and first.id = r.one and first.revision = r.one_revision
                        and second.id = r.other and second.revision = r.other_revision)
                on conflict do nothing""").param("one", pair.one().value())
                .param("other", pair.other().value()).param("differs", pair.differs().toArray(String[]::new))
                .update());
    }

    /** Notes that both are right, and forgets that they contradict each other; false if one of both is another by now. */
    boolean approve(Seen one, Seen other, String agent, Instant now) {
        return jdbc.sql("""
                with pair as (
                    select least(a.id, b.id) as one, greatest(a.id, b.id) as other,
                        case when a.id < b.id then a.revision else b.revision end as one_revision,
                        case when a.id < b.id then b.revision else a.revision end as other_revision
                    from faq_entry a, faq_entry b
                    where a.id = :a and a.revision = :aSeen and b.id = :b and b.revision = :bSeen and a.id <> b.id),
                gone as (delete from faq_contradiction c using pair where c.one = pair.one and c.other = pair.other)
                insert into faq_both_right (one, other, one_revision, other_revision, said_by, said_at)
                select one, other, one_revision, other_revision, :agent, :now from pair
                on conflict (one, other) do update set one_revision = excluded.one_revision,
                    other_revision = excluded.other_revision, said_by = excluded.said_by, said_at = excluded.said_at""")
                .param("a", one.entry()).param("aSeen", one.revision()).param("b", other.entry())
                .param("bSeen", other.revision()).param("agent", agent).param("now", Timestamp.from(now)).update() > 0;
    }

    List<Contradiction> of(String entry) {
        return jdbc.sql("""
                select e.id, e.question, e.answer, c.differs, e.revision from (
                    select other as id, differs from faq_contradiction where one = :entry
                    union all select one, differs from faq_contradiction where other = :entry) c
                join faq_entry e on e.id = c.id where e.state = 'published' order by e.id limit 20""")
                .param("entry", entry)
                .query((row, n) -> new Contradiction(row.getString(1), row.getString(2), row.getString(3),
                        List.of((String[]) row.getArray(4).getArray()), row.getInt(5)))
                .list();
    }
}
