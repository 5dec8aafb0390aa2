package io.parley.knowledge.faq;

import io.parley.knowledge.faq.EntryFilter.Only;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The entries in the database, and the counter of their changes. */
public final class FaqEntries {

    private static final String COLUMNS = "id, question, answer, category, keywords, url, owner, review_by, language,"
            + " state, revision, intent";
    private static final String WAITING = """
            from faq_entry where state in ('draft', 'suggested') and (:text = '' or strpos(lower(question || ' ' || coalesce(answer, '')),
                lower(:text)) > 0) and (:origin = 'ALL' or (answer is null) = (:origin = 'FILES'))""";

    /** More people said lately of their answers that they did not help than that they did. */
    private static final String DOUBTFUL = """
            and e.id in (
                select m.faq_id from (select v.message_id, v.vote from verdict v order by v.changed_at desc limit 20000) v
                cross join lateral (select faq_id from message where id = v.message_id offset 0) m
                where m.faq_id is not null group by m.faq_id having sum(v.vote) < 0)""";
    private static final Duration USED_WITHIN = Duration.ofDays(90);
    private static final String UNUSED = """
            and coalesce((select m.said_at from message m where m.faq_id = e.id order by m.said_at desc limit 1),
                '-infinity') < :unused""";
    private static final String OVERDUE = "and e.review_by <= :today";
    private static final String CONTRADICTS = """
            and (select count(*) from faq_contradiction c where c.one = e.id)
                + (select count(*) from faq_contradiction c where c.other = e.id) > 0""";

    private final JdbcClient jdbc;

    /** Creates access to the entries of a database. */
    public FaqEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Tells whether there is no entry at all, drafts and retired ones included. */
    public boolean isEmpty() {
        return jdbc.sql("select not exists (select from faq_entry)").query(Boolean.class).single();
    }

    /** Whether there is one that the bot can answer with. */
    public boolean hasPublished() {
        return jdbc.sql("select exists (select from faq_entry where state = 'published')").query(Boolean.class)
                .single();
    }

    int countDrafts(Drafts.Wanted wanted) {
        return jdbc.sql("select count(*) " + WAITING).param("text", wanted.text())
                .param("origin", wanted.origin().name()).query(Integer.class).single();
    }

    List<FaqEntry> drafts(Drafts.Wanted wanted, int skip, int most) {
        return jdbc.sql("select " + COLUMNS + " " + WAITING + " order by id limit :most offset :skip")
                .param("text", wanted.text()).param("origin", wanted.origin().name()).param("most", most)
                .param("skip", skip).query(FaqEntries::stored).list();
    }

    /**
     * Entries in the order of their ids.
     *
     * @param after the id before the first one
     * @param now from which days are counted back
     */
    public List<FaqEntry> page(EntryFilter wanted, String after, int most, Instant now) {
        return dated(now, """
                select %s from faq_entry e
                where e.id > :after and e.state = any(:states)
                    and (:text = '' or strpos(lower(e.question || ' ' || coalesce(e.answer, '') || ' ' || e.keywords),
                        lower(:text)) > 0)
                    and (:language = '' or e.language = :language) and (:category = '' or e.category = :category) %s
                order by e.id limit :most""".formatted(COLUMNS, condition(wanted.only())))
                .param("after", after).param("states", wanted.stateWords()).param("text", wanted.text())
                .param("language", wanted.language()).param("category", wanted.category()).param("most", most)
                .query(FaqEntries::stored).list();
    }

    /** How many of the published entries do so. */
    public int count(Only only, Instant now) {
        return dated(now, "select count(*) from faq_entry e where e.state = 'published' " + condition(only))
                .query(Integer.class).single();
    }

    private JdbcClient.StatementSpec dated(Instant now, String statement) {
        return jdbc.sql(statement).param("unused", Timestamp.from(now.minus(USED_WITHIN)))
                .param("today", LocalDate.ofInstant(now, ZoneId.systemDefault()));
    }

    private static String condition(Only only) {
        return switch (only) {
            case ALL -> "";
            case DOUBTFUL -> DOUBTFUL;
            case UNUSED -> UNUSED;
            case OVERDUE -> OVERDUE;
            case CONTRADICTS -> CONTRADICTS;
        };
    }

    /** The categories of the entries in use, at most 200. */
    public List<String> categories() {
        return distinct("category");
    }

    /** The languages of the entries in use, at most 200. */
    public List<String> languages() {
        return distinct("language");
    }

    private List<String> distinct(String column) {
        return jdbc.sql("""
                select distinct %1$s from faq_entry where state in ('published', 'draft') and %1$s <> ''
                order by %1$s limit 200""".formatted(column)).query(String.class).list();
    }

    /** Takes these entries out of use; gives how many were in use. */
    public int retire(Collection<FaqId> ids, long change) {
        return jdbc.sql("""
                update faq_entry set state = 'retired', revision = revision + 1, change = ?, updated_at = now()
                where state <> 'retired' and id = any(?)""").param(change).param(values(ids)).update();
    }

    /** Returns the number of the FAQ's last change, from 1; 0 before the first. */
    public long lastChange() {
        return jdbc.sql("select coalesce(max(number), 0) from faq_change").query(Long.class).single();
    }

    /** Waits until whoever changes the FAQ now is done, and makes others wait until the end of this transaction. */
    public void takeTurn() {
        count(0);
    }

    /** Counts up, for the current transaction's changes; whoever else wants to change something waits for its end. */
    public long nextChange() {
        return count(1);
    }

    private long count(int step) {
        return jdbc.sql("""
                insert into faq_change (number) values (:step)
                on conflict (only_row) do update set number = faq_change.number + :step returning number
                """).param("step", step).query(Long.class).single();
    }

    /** Finds an entry, whatever its state. */
    public Optional<FaqEntry> find(FaqId id) {
        return Optional.ofNullable(find(List.of(id)).get(id));
    }

    /** Finds those of these entries that exist, whatever their state. */
    public Map<FaqId, FaqEntry> find(Collection<FaqId> ids) {
        return jdbc.sql("select " + COLUMNS + " from faq_entry where id = any(?)").param(values(ids))
                .query(FaqEntries::stored).list().stream().collect(Collectors.toMap(FaqEntry::id, Function.identity()));
    }

    /** What changed after the given number. */
    public List<FaqEntry> changedSince(long change) {
        return jdbc.sql("select " + COLUMNS + " from faq_entry where change > ? order by id").param(change)
                .query(FaqEntries::stored).list();
    }

    /** Writes the entry as it is now, new or not. */
    public void write(FaqEntry entry, long change) {
        write(List.of(entry), change);
    }

    /** Writes entries as they are now, new or not, in one statement; each once. */
    public void write(List<FaqEntry> written, long change) {
        jdbc.sql(
                """
                        insert into faq_entry (id, question, answer, category, keywords, url, owner, review_by, language, state,
                                               revision, intent, change)
                        select id, question, answer, category, keywords, url, owner, review_by::date, language, state, revision,
                               intent, ?
                        from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                                    ?::text[], ?::text[], ?::int[], ?::text[])
                            as e (id, question, answer, category, keywords, url, owner, review_by, language, state, revision,
                                  intent)
                        on conflict (id) do update
                        set question = excluded.question, answer = excluded.answer, category = excluded.category,
                            keywords = excluded.keywords, url = excluded.url, owner = excluded.owner,
                            review_by = excluded.review_by, language = excluded.language, state = excluded.state,
                            revision = excluded.revision, intent = excluded.intent, change = excluded.change,
                            updated_at = now()
                        """)
                .param(change).param(column(written, entry -> entry.id().value()))
                .param(column(written, FaqEntry::question)).param(column(written, FaqEntry::answer))
                .param(column(written, FaqEntry::category)).param(column(written, FaqEntry::keywords))
                .param(column(written, FaqEntry::url)).param(column(written, FaqEntry::owner))
                .param(column(written, FaqEntry::reviewBy)).param(column(written, FaqEntry::language))
                .param(column(written, entry -> column(entry.state())))
                .param(written.stream().map(FaqEntry::revision).toArray(Integer[]::new))
                .param(column(written, FaqEntry::intent)).update();
    }

    /** One column of many rows, as text. */
    private static @Nullable String[] column(List<FaqEntry> written, Function<FaqEntry, @Nullable Object> cell) {
        return written.stream().map(cell).map(value -> value == null ? null : value.toString())
                .toArray(String[]::new);
    }

    /** Takes all but these entries out of use; gives how many. */
    public int retireOthers(Collection<FaqId> ids, long change) {
        return jdbc.sql("""
                update faq_entry set state = 'retired', revision = revision + 1, change = ?, updated_at = now()
                where state <> 'retired' and id <> all(?)""").param(change).param(values(ids)).update();
    }

    /** Makes every instance read these entries again. */
    public void touch(Collection<FaqId> ids, long change) {
        jdbc.sql("update faq_entry set change = ? where id = any(?)").param(change).param(values(ids)).update();
    }

    /** What the FAQ says besides its answers. */
    public Manners manners() {
        Map<String, List<String>> texts = jdbc.sql("select kind, text from faq_manner order by kind, text limit 200")
                .query((row, n) -> Map.entry(row.getString(1), row.getString(2))).list().stream()
                .collect(Collectors.groupingBy(Map.Entry::getKey,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return new Manners(first(texts.get("greeting")), first(texts.get("fallback")),
                texts.getOrDefault("exit", List.of()));
    }

    private static @Nullable String first(@Nullable List<String> texts) {
        return texts == null ? null : texts.getFirst();
    }

    /** What the FAQ says from now on besides its answers. */
    public void write(Manners manners) {
        jdbc.sql("delete from faq_manner").update();
        add("greeting", manners.greeting());
        add("fallback", manners.fallback());
        manners.exits().forEach(exit -> add("exit", exit));
    }

    private void add(String kind, @Nullable String text) {
        if (text != null) {
            jdbc.sql("insert into faq_manner (kind, text) values (?, ?) on conflict do nothing").param(kind).param(text)
                    .update();
        }
    }

    static String[] values(Collection<FaqId> ids) {
        return ids.stream().map(FaqId::value).toArray(String[]::new);
    }

    private static FaqEntry stored(ResultSet row, int number) throws SQLException {
        return new FaqEntry(new FaqId(row.getString("id")), row.getString("question"),
                row.getString("answer"), row.getString("category"), row.getString("keywords"), row.getString("url"),
                row.getString("owner"), day(row), row.getString("language"), state(row.getString("state")),
                row.getInt("revision"), row.getString("intent"));
    }

    private static @Nullable LocalDate day(ResultSet row) throws SQLException {
        return row.getObject("review_by", LocalDate.class);
    }

    private static String column(FaqEntry.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static FaqEntry.State state(String column) {
        return FaqEntry.State.valueOf(column.toUpperCase(Locale.ROOT));
    }
}
