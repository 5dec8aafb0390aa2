package io.parley.knowledge.faq;

import io.parley.knowledge.faq.FaqEntry.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The entries as they were after each of their changes. */
public final class EntryVersions {

    /** The most versions that are kept of one entry. */
    public static final int MAX_KEPT = 100;

    private static final String SELECT = """
            select entry, revision, changed_by, changed_at, reason, s.*,
                array(select jsonb_array_elements_text(snapshot -> 'alternatives')) as alternatives,
                array(select jsonb_array_elements_text(snapshot -> 'negatives')) as negatives
            from entry_version, jsonb_to_record(snapshot) as s (question text, answer text, category text, keywords text,
                url text, owner text, review_by date, language text, state text)
            where entry = ? and revision\s""";

    private final JdbcClient jdbc;

    /** Creates access to the versions in a database. */
    public EntryVersions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Keeps how entries are now, in the transaction that changed them.
     *
     * @param number that of the change, which all of them have
     */
    public void keep(long number, EntryChange change) {
        jdbc.sql("""
                insert into entry_version (entry, revision, snapshot, changed_by, reason)
                select e.id, e.revision, entry_snapshot(e), ?, ? from faq_entry e where e.change = ?
                on conflict do nothing""").param(change.by()).param(change.reason().word()).param(number).update();
        jdbc.sql("""
                delete from entry_version v using faq_entry e
                where e.change = ? and v.entry = e.id and v.revision <= e.revision - ?""").param(number).param(MAX_KEPT)
                .update();
    }

    /** An entry's newest versions before a revision, the newest first. */
    public List<EntryVersion> before(FaqId entry, int revision, int most) {
        return jdbc.sql(SELECT + "< ? order by revision desc limit ?").param(entry.value()).param(revision).param(most)
                .query(EntryVersions::version).list();
    }

    /** An entry at one of its revisions; empty when that is not kept. */
    public Optional<EntryVersion> find(FaqId entry, int revision) {
        return jdbc.sql(SELECT + "= ?").param(entry.value()).param(revision).query(EntryVersions::version).optional();
    }

    /**
     * The revisions that told customers what an entry told them before a revision, as far as they are kept; empty when the entry
     * still tells it.
     */
    public Optional<EntryCorrected> corrected(FaqId entry, int revision, @Nullable String by) {
        return jdbc
                .sql("""
                        select array_agg(v.revision order by v.revision) as wrong, min(v.changed_at) as since
                        from entry_version v join entry_version told on told.entry = v.entry and told.revision = :revision - 1
                        join entry_version now on now.entry = v.entry and now.revision = :revision
                        where v.entry = :entry and v.revision < :revision
                            and (v.snapshot -> 'answer', v.snapshot -> 'url') = (told.snapshot -> 'answer', told.snapshot -> 'url')
                            and (now.snapshot -> 'answer', now.snapshot -> 'url', now.snapshot ->> 'state')
                                <> (told.snapshot -> 'answer', told.snapshot -> 'url', 'published')
                        having count(*) > 0""")
                .param("entry", entry.value()).param("revision", revision)
                .query((row, n) -> new EntryCorrected(entry, revision,
                        List.of((Integer[]) row.getArray("wrong").getArray()),
                        row.getObject("since", OffsetDateTime.class).toInstant(), by))
                .optional();
    }

    private static EntryVersion version(ResultSet row, int number) throws SQLException {
        FaqEntry entry = new FaqEntry(new FaqId(row.getString("entry")), row.getString("question"),
                row.getString("answer"), row.getString("category"), row.getString("keywords"), row.getString("url"),
                row.getString("owner"), row.getObject("review_by", LocalDate.class), row.getString("language"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)), row.getInt("revision"));
        return new EntryVersion(new EntryContent(entry, texts(row, "alternatives"), texts(row, "negatives")),
                new EntryChange(row.getString("changed_by"), EntryChange.Reason.of(row.getString("reason"))),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
