package io.parley.knowledge.faq;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The phrasings in the database and their vectors. */
public final class FaqPhrasings {

    private static final int PIECE = 1_000;

    private final JdbcClient jdbc;

    /** Creates access to the phrasings of a database. */
    public FaqPhrasings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where a phrasing comes from. */
    public enum Origin {
        /** An imported file, which takes it back when it no longer holds it. */
        FILE,
        /** People's questions and verdicts. */
        LEARNED
    }

    /** A phrasing without its vector. */
    public record Stored(long id, FaqId entry, Phrasing.Kind kind, Origin origin, TextKey key, String text) {}

    /** A phrasing that is to be stored. */
    public record New(FaqId entry, Phrasing.Kind kind, Origin origin, String text) {}

    /** A text that has no vector of the wanted version yet. */
    public record Unembedded(long id, FaqId entry, String text) {}

    /** Finds the phrasings of these entries; an entry without any is left out. */
    public Map<FaqId, List<Stored>> of(Collection<FaqId> entries) {
        return jdbc.sql("""
                select p.id, p.entry, p.kind, p.origin, p.hash, p.text
                from (select distinct unnest(?::text[]) as entry) wanted join faq_phrasing p on p.entry = wanted.entry
                order by p.id
                """).param(FaqEntries.values(entries)).query(FaqPhrasings::stored).list().stream()
                .collect(Collectors.groupingBy(Stored::entry));
    }

    /**
     * Adds phrasings; one that its entry has already, in whatever spelling, stays as it is, unless it was only learned. Of
     * those that are alike the first is added, as where an answer repeats its question.
     * Returns how many were new.
     */
    public int add(List<New> phrasings) {
        Collection<New> once = phrasings.stream().collect(Collectors.toMap(
                p -> List.of(p.entry(), HexFormat.of().formatHex(NormalText.hash(p.text()))), Function.identity(),
                (first, same) -> first, LinkedHashMap::new)).values();
        return jdbc.sql("""
                insert into faq_phrasing (entry, kind, origin, text, hash)
                select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[])
                on conflict (entry, hash) where kind <> 'weakened'
                do update set kind = excluded.kind, origin = excluded.origin, text = excluded.text, weight = 1
                where faq_phrasing.kind = 'confirmed'
                """).param(once.stream().map(p -> p.entry().value()).toArray(String[]::new))
                .param(once.stream().map(p -> column(p.kind())).toArray(String[]::new))
                .param(once.stream().map(p -> column(p.origin())).toArray(String[]::new))
                .param(once.stream().map(New::text).toArray(String[]::new))
                .param(once.stream().map(p -> NormalText.hash(p.text())).toArray(byte[][]::new)).update();
    }

    /** Removes the entry's question and pieces of answer that are not among these texts. */
    public void removeOthers(FaqId entry, List<New> texts) {
        jdbc.sql("""
                delete from faq_phrasing
                where entry = ? and kind in ('question', 'answer') and not hash = any(?::bytea[])
                """).param(entry.value())
                .param(texts.stream().map(text -> NormalText.hash(text.text())).toArray(byte[][]::new)).update();
    }

    /** Puts lessons in the place of what was learned of these pairs before; gives the entries that this changes. */
    public Set<FaqId> teach(List<Lesson> lessons) {
        Set<FaqId> changed = new HashSet<>();
        for (String step : List.of(FORGET, WEIGH, LEARN)) {
            changed.addAll(taught(step, lessons));
        }
        return changed;
    }

    private static final String TAUGHT = """
            with taught as (
                select * from unnest(?::text[], ?::bytea[], ?::text[], ?::text[], ?::float8[])
                    as t (entry, hash, text, kind, weight)), changed as (%s) select distinct entry from changed""";
    private static final String FORGET = TAUGHT.formatted("""
            delete from faq_phrasing p using taught t
            where p.entry = t.entry and p.hash = t.hash and p.kind in ('confirmed', 'weakened')
                and (t.weight = 0 or p.kind <> t.kind) returning p.entry""");
    private static final String WEIGH = TAUGHT.formatted("""
            update faq_phrasing p set weight = abs(t.weight) from taught t
            where p.entry = t.entry and p.hash = t.hash and p.kind = t.kind and p.weight <> abs(t.weight)
            returning p.entry""");
    private static final String LEARN = TAUGHT.formatted("""
            insert into faq_phrasing (entry, hash, text, kind, weight, origin)
            select t.entry, t.hash, coalesce(own.text, t.text), t.kind, abs(t.weight), 'learned'
            from taught t join faq_entry e on e.id = t.entry
            left join faq_phrasing own on own.entry = t.entry and own.hash = t.hash
                and own.kind in ('question', 'alternative')
            where t.weight <> 0
            on conflict do nothing returning entry""");

    private List<FaqId> taught(String step, List<Lesson> lessons) {
        return jdbc.sql(step).param(lessons.stream().map(lesson -> lesson.entry().value()).toArray(String[]::new))
                .param(lessons.stream().map(lesson -> Lesson.key(lesson.text())).toArray(byte[][]::new))
                .param(lessons.stream().map(Lesson::text).toArray(String[]::new))
                .param(lessons.stream().map(lesson -> column(lesson.kind())).toArray(String[]::new))
                .param(lessons.stream().map(Lesson::weight).toArray(Double[]::new))
                .query((row, number) -> new FaqId(row.getString("entry"))).list();
    }

    /** Deletes phrasings by their numbers. */
    public void remove(Collection<Long> ids) {
        jdbc.sql("delete from faq_phrasing where id = any(?)").param(ids.toArray(Long[]::new)).update();
    }

    /**
     * The phrasings of all entries that changed after the given number, with the vectors of this version. Within a
     * transaction they come in pieces, so that not all of them are in memory as PostgreSQL sends them.
     */
    public Map<FaqId, List<Phrasing>> changedSince(long change, EmbeddingVersion version) {
        return jdbc
                .sql("""
                        select p.id, p.entry, p.kind, p.text, p.weight, case when p.%1$smodel = ? then p.%1$svector end as vector
                        from faq_phrasing p join faq_entry e on e.id = p.entry
                        where e.change > ? order by p.id
                        """
                        .formatted(columns(version)))
                .withFetchSize(PIECE).param(version.version()).param(change).query(FaqPhrasings::phrasing).list()
                .stream()
                .collect(Collectors.groupingBy(Phrasing::entry));
    }

    /** The built-in model's vectors and a chosen model's stand side by side. */
    private static String columns(EmbeddingVersion version) {
        return version.isBuiltIn() ? "" : "chosen_";
    }

    /** "Is distinct from" in words for which PostgreSQL uses an index. */
    private static String ofOtherModel(EmbeddingVersion version) {
        return "(%1$smodel is null or %1$smodel < :model or %1$smodel > :model)".formatted(columns(version));
    }

    /** Counts the texts without a vector of this version. */
    public int countWithout(EmbeddingVersion version) {
        return jdbc.sql("select count(*) from faq_phrasing where " + ofOtherModel(version))
                .param("model", version.version())
                .query(Integer.class).single();
    }

    /** The oldest texts without a vector of this version, of those whose number is above the given one. */
    public List<Unembedded> without(EmbeddingVersion version, long above, int most) {
        return jdbc.sql("select id, entry, text from faq_phrasing where " + ofOtherModel(version)
                + " and id > :above order by id limit :most").param("model", version.version()).param("above", above)
                .param("most", most)
                .query((row, number) -> new Unembedded(row.getLong("id"), new FaqId(row.getString("entry")),
                        row.getString("text")))
                .list();
    }

    /** Stores the vectors of these texts, in the same order. */
    public void setVectors(List<Unembedded> texts, List<float[]> vectors, EmbeddingVersion version) {
        jdbc.sql("""
                update faq_phrasing p set %1$svector = v.vector, %1$smodel = ?, %1$sdimension = ?
                from unnest(?::bigint[], ?::bytea[]) as v (id, vector) where p.id = v.id
                """.formatted(columns(version))).param(version.version()).param(vectors.getFirst().length)
                .param(texts.stream().map(Unembedded::id).toArray(Long[]::new))
                .param(vectors.stream().map(Vectors::toBytes).toArray(byte[][]::new)).update();
    }

    /** The length of the stored vectors of a version, if there are some. */
    public Optional<Integer> dimension(EmbeddingVersion version) {
        return jdbc
                .sql("select %1$sdimension from faq_phrasing where %1$smodel = ? limit 1".formatted(columns(version)))
                .param(version.version()).query(Integer.class).optional();
    }

    private static Stored stored(ResultSet row, int number) throws SQLException {
        return new Stored(row.getLong("id"), new FaqId(row.getString("entry")), kind(row),
                Origin.valueOf(row.getString("origin").toUpperCase(Locale.ROOT)), new TextKey(row.getBytes("hash")),
                row.getString("text"));
    }

    private static Phrasing phrasing(ResultSet row, int number) throws SQLException {
        byte[] vector = row.getBytes("vector");
        return new Phrasing(row.getLong("id"), new FaqId(row.getString("entry")), kind(row), row.getString("text"),
                vector == null ? null : Vectors.fromBytes(vector), row.getDouble("weight"));
    }

    private static Phrasing.Kind kind(ResultSet row) throws SQLException {
        return Phrasing.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
    }

    private static String column(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
