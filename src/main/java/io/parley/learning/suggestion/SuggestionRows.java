package io.parley.learning.suggestion;

import io.parley.knowledge.faq.EntryContent;
import io.parley.knowledge.faq.Vectors;
import io.parley.learning.suggestion.Suggestion.Care;
import io.parley.learning.suggestion.Suggestion.Kind;
import io.parley.learning.suggestion.Suggestion.Resemblance;
import io.parley.learning.suggestion.Suggestion.Source;
import io.parley.learning.suggestion.Suggestion.Wording;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Suggestions and the tickets from which they come, as rows. */
@Repository
class SuggestionRows {
    /** So many of the newest are compared with; each takes 1.5 kB. */
    private static final int MOST_KNOWN = 2_000;
    private static final int MOST_WAYS = 20;
    private static final String COLUMNS = "id, kind, entry, beside, similarity, differs, question, answer, ways, language,"
            + " support, marks, private_act, made_at ";

    private final JdbcClient jdbc;

    SuggestionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A suggestion with which another one is compared; one that is not open was dismissed. */
    record Known(long id, boolean isOpen, String answer, float[] vector) {}

    /**
     * One that nobody has decided on.
     *
     * @param near what it resembles; null when nothing does
     * @param state {@code open}, or {@code supports} when an entry says so already
     */
    record New(Kind kind, String state, Wording wording, @Nullable Resemblance near, Care care, float[] vector) {}

    /** Others who make suggestions wait until the end of this transaction, so that nobody misses what is like theirs. */
    void takeTurn() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('suggestion'))").query().singleRow();
    }

    List<Known> known() {
        return jdbc.sql("""
                select id, state, answer, vector from suggestion
                where state in ('open', 'dismissed') and vector is not null
                order by id desc limit ?""").param(MOST_KNOWN)
                .query((row, n) -> new Known(row.getLong("id"), row.getString("state").equals("open"),
                        row.getString("answer"), Vectors.fromBytes(row.getBytes("vector"))))
                .list();
    }

    long add(New made, Instant at) {
        Resemblance near = made.near();
        return jdbc.sql("""
                insert into suggestion (kind, state, entry, beside, similarity, differs, question, answer, ways,
                    language, marks, private_act, vector, made_at)
                values (:kind, :state, :entry, :beside, :similarity, :differs, :question, :answer, :ways,
                    :language, :marks, :private, :vector, :at) returning id""")
                .param("kind", made.kind().word()).param("state", made.state())
                .param("entry", near == null ? null : near.entry())
                .param("beside", near == null ? null : near.suggestion())
                .param("similarity", near == null ? 0 : near.similarity())
                .param("differs", array(near == null ? List.of() : near.differs()))
                .param("question", made.wording().question()).param("answer", made.wording().answer())
                .param("ways", array(made.wording().ways())).param("language", made.wording().language())
                .param("marks", array(made.care().marks())).param("private", made.care().isPrivateAct())
                .param("vector", Vectors.toBytes(made.vector())).param("at", Timestamp.from(at)).query(Long.class)
                .single();
    }

    /** One more ticket says so, in these words. */
    void support(long id, String question, List<String> marks) {
        jdbc.sql("""
                update suggestion set support = support + 1,
                    ways = case when question = :question or :question = any(ways) or cardinality(ways) >= :most
                        then ways else ways || :question end,
                    marks = array(select distinct unnest(marks || :marks))
                where id = :id""").param("id", id).param("question", question).param("marks", array(marks))
                .param("most", MOST_WAYS).update();
    }

    /** Remembers from which ticket it comes; false when that is known. */
    boolean addSource(long id, Source source) {
        return jdbc.sql("""
                insert into suggestion_source (suggestion, ticket_id, message_id, participant_id, agent, said_at)
                values (?, ?, ?, ?, ?, ?) on conflict do nothing""").param(id).param(source.ticket())
                .param(source.message()).param(source.participant()).param(source.agent())
                .param(Timestamp.from(source.at())).update() > 0;
    }

    /** Whether an answer of another system was learned from. */
    boolean isPast(String key) {
        return jdbc.sql("select exists (select from past_answer where key = sha256(convert_to(?, 'UTF8')))").param(key)
                .query(Boolean.class)
                .single();
    }

    /** Remembers that something was made of an answer of another system. */
    boolean addPast(String key, long suggestion, Instant at) {
        return jdbc.sql("""
                insert into past_answer (key, suggestion, learned_at) values (sha256(convert_to(?, 'UTF8')), ?, ?)
                on conflict do nothing""").param(key).param(suggestion).param(Timestamp.from(at)).update() > 0;
    }

    /** Whether something was made of a question already, and of which. */
    boolean isMadeOf(@Nullable Long ticket, long message) {
        return jdbc.sql("select exists (select from suggestion_source where ticket_id = ? and message_id = ?)")
                .param(ticket).param(message).query(Boolean.class).single();
    }

    List<Source> sources(long id, int most) {
        return jdbc.sql("""
                select ticket_id, message_id, participant_id, agent, said_at from suggestion_source
                where suggestion = ? order by ticket_id desc nulls last, message_id desc limit ?""").param(id)
                .param(most)
                .query((row, n) -> new Source(row.getObject("ticket_id", Long.class), row.getLong("message_id"),
                        row.getObject("participant_id", Long.class), row.getString("agent"),
                        instant(row, "said_at")))
                .list();
    }

    /** The suggestion that was made of a question on a ticket. */
    Optional<Long> madeOf(@Nullable Long ticket, String question) {
        return jdbc.sql("""
                select s.id from suggestion_source f join suggestion s on s.id = f.suggestion
                where f.ticket_id = ? and (s.question = ? or ? = any(s.ways)) order by s.id desc limit 1""")
                .param(ticket).param(question).param(question).query(Long.class).optional();
    }

    /**
     * A suggestion of a ticket on which nobody has decided.
     *
     * @param isAlone whether it comes from that ticket alone
     */
    record OfTicket(long id, boolean isAlone) {}

    Optional<OfTicket> openOf(long ticket) {
        return jdbc.sql("""
                select s.id, s.support from suggestion_source f join suggestion s on s.id = f.suggestion
                where f.ticket_id = ? and s.state = 'open' order by s.id desc limit 1""").param(ticket)
                .query((row, n) -> new OfTicket(row.getLong("id"), row.getInt("support") == 1)).optional();
    }

    /** Says the same in other words. */
    void reword(long id, New made) {
        Resemblance near = made.near();
        jdbc.sql("""
                update suggestion set kind = :kind, entry = :entry, beside = null, similarity = :similarity,
                    differs = :differs, question = :question, answer = :answer, ways = :ways, marks = :marks,
                    private_act = :private, vector = :vector where id = :id""").param("id", id)
                .param("kind", made.kind().word()).param("entry", near == null ? null : near.entry())
                .param("similarity", near == null ? 0 : near.similarity())
                .param("differs", array(near == null ? List.of() : near.differs()))
                .param("question", made.wording().question()).param("answer", made.wording().answer())
                .param("ways", array(made.wording().ways())).param("marks", array(made.care().marks()))
                .param("private", made.care().isPrivateAct()).param("vector", Vectors.toBytes(made.vector())).update();
    }

    /**
     * What became of a suggestion.
     *
     * @param entry the entry that it resembles, or that it became part of
     */
    record Standing(Kind kind, String state, @Nullable String entry) {}

    Optional<Standing> standing(long id) {
        return jdbc.sql("select kind, state, entry from suggestion where id = ?").param(id)
                .query((row, n) -> new Standing(Kind.of(row.getString("kind")), row.getString("state"),
                        row.getString("entry")))
                .optional();
    }

    /** Takes away open ones of which all that was asked is deleted by those who asked. */
    int forgetDeleted() {
        return jdbc.sql("""
                delete from suggestion s where s.state = 'open' and s.id in (
                    select f.suggestion from suggestion_source f join message m on m.id = f.message_id
                    where m.deleted_at is not null)
                and not exists (select from suggestion_source f join message m on m.id = f.message_id
                    where f.suggestion = s.id and m.deleted_at is null)
                and not exists (select from past_answer a where a.suggestion = s.id)""").update();
    }

    /** Those that wait for a decision, those with the most support first. */
    List<Suggestion> open(int skip, int most) {
        return jdbc.sql("select " + COLUMNS + """
                from suggestion where state = 'open' order by support desc, id limit ? offset ?""").param(most)
                .param(skip).query(SuggestionRows::stored).list();
    }

    int countOpen() {
        return jdbc.sql("select count(*) from suggestion where state = 'open'").query(Integer.class).single();
    }

    /** How many wait that come before one in the list; empty when that waits no more. */
    Optional<Integer> before(long id) {
        return jdbc.sql("""
                select (select count(*) from suggestion s where s.state = 'open'
                    and (s.support > one.support or s.support = one.support and s.id < one.id))
                from suggestion one where one.id = ? and one.state = 'open'""").param(id).query(Integer.class)
                .optional();
    }

    Optional<Suggestion> find(long id) {
        return jdbc.sql("select " + COLUMNS + "from suggestion where id = ? and state = 'open'").param(id)
                .query(SuggestionRows::stored).optional();
    }

    /** The same; nobody else decides on it until the end of this transaction. */
    Optional<Suggestion> locked(long id) {
        return jdbc.sql("select " + COLUMNS + "from suggestion where id = ? and state = 'open' for update").param(id)
                .query(SuggestionRows::stored).optional();
    }

    /**
     * What became of an open one.
     *
     * @param entry the entry that it became part of; null when it was dismissed
     */
    void decide(long id, String state, @Nullable String entry, Decision decision) {
        jdbc.sql("""
                update suggestion set state = :state, entry = coalesce(:entry, entry), decided_at = :at,
                    decided_by = :by, reason = :reason where id = :id""").param("id", id).param("state", state)
                .param("entry", entry).param("at", Timestamp.from(decision.at())).param("by", decision.by())
                .param("reason", decision.reason()).update();
    }

    /** What was published waits for a decision again, in the words that its entry has now; they are nobody's. */
    void reopen(long id, EntryContent entry) {
        String answer = entry.entry().answer();
        jdbc.sql("""
                update suggestion set state = 'open', kind = 'new', entry = null, beside = null, similarity = 0,
                    differs = '{}', marks = '{}', private_act = false, question = :question, answer = :answer,
                    ways = :ways, language = :language, decided_at = null, decided_by = null, reason = null
                where id = :id""").param("id", id).param("question", entry.entry().question())
                .param("answer", answer == null ? "" : answer)
                .param("ways", array(entry.alternatives().stream().limit(MOST_WAYS).toList()))
                .param("language", entry.entry().language()).update();
    }

    /** The one who decides, when, and why. */
    record Decision(String by, Instant at, @Nullable String reason) {}

    private static String[] array(List<String> texts) {
        return texts.toArray(String[]::new);
    }

    private static Suggestion stored(ResultSet row, int number) throws SQLException {
        return new Suggestion(row.getLong("id"), Kind.of(row.getString("kind")),
                new Wording(row.getString("question"), row.getString("answer"), texts(row, "ways"),
                        row.getString("language")),
                near(row), row.getInt("support"), new Care(texts(row, "marks"), row.getBoolean("private_act")),
                instant(row, "made_at"));
    }

    private static @Nullable Resemblance near(ResultSet row) throws SQLException {
        String entry = row.getString("entry");
        Long beside = row.getObject("beside", Long.class);
        return entry == null && beside == null
                ? null
                : new Resemblance(entry, beside, row.getDouble("similarity"), texts(row, "differs"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
