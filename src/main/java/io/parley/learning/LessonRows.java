package io.parley.learning;

import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.Lesson;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Pairs and what people say of them, as rows. A pair that all who asked it took back stays without its words, and unseen. */
@Repository
class LessonRows {
    private static final String SELECT = """
            select l.id, l.entry, l.text, l.prior, l.weight, l.proposal, l.denial, l.revision, v.helpful, v.unhelpful, v.named,
                   s.voices, s.ups, s.times
            from lesson l left join lateral (
                select count(*) filter (where said = 'helpful') as helpful,
                       count(*) filter (where said = 'unhelpful') as unhelpful,
                       count(*) filter (where said = 'named') as named
                from lesson_vote where lesson = l.id and voice is null) v on true
            left join lateral (
                select array_agg(voice) as voices, array_agg(said = 'helpful') as ups, array_agg(said_at) as times,
                       count(*) filter (where said = 'helpful') as helpful, count(*) as total
                from (select distinct on (voice) voice, said, said_at from lesson_vote
                      where lesson = l.id and voice is not null order by voice, said_at desc, person) one) s on true
            where l.text <> ''\s""";

    /** So many of the newest votes of strangers are looked at to find those on which nobody has decided. */
    private static final int NEWEST = 5_000;

    private final JdbcClient jdbc;

    LessonRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A pair as it stands.
     *
     * @param prior how sure the FAQ was without it, if it was weighed
     * @param weight what the FAQ is taught
     * @param mayAsk whether it may count as a way to ask: no person dismissed it, nor made it a phrasing already
     * @param mayDeny whether no person has decided yet on strangers' word that the entry does not answer it
     * @param revision counts what was said
     */
    record Row(long id, Pair pair, @Nullable Double prior, double weight, boolean mayAsk, boolean mayDeny,
            int revision) {

        /** Whether it waits for a person to make it a phrasing. */
        boolean isProposed() {
            return mayAsk && (weight > 0 || pair.isWelcome());
        }

        /** Whether strangers say something of it on which nobody has decided, and which is not taught. */
        boolean isSuggested() {
            return switch (Integer.signum(pair.strangersLead())) {
                case 1 -> mayAsk && weight <= 0;
                case -1 -> mayDeny && weight >= 0;
                default -> false;
            };
        }

        /** The lesson to teach when the pair has this weight. */
        Lesson lesson(double worth) {
            return new Lesson(pair.entry(), pair.text(), mayAsk ? worth : Math.min(worth, 0));
        }
    }

    /** The pair's number, written down if it is new; something is said of it. Empty when there is no such entry. */
    Optional<Long> lesson(String entry, String text) {
        return jdbc.sql("""
                insert into lesson (entry, hash, text, revision)
                select id, :hash, :text, 1 from faq_entry where id = :entry
                on conflict (entry, hash) do update
                set revision = lesson.revision + 1, text = coalesce(nullif(lesson.text, ''), excluded.text)
                returning id""").param("hash", Lesson.key(text)).param("text", text).param("entry", entry)
                .query(Long.class).optional();
    }

    /** Writes down the verdict of an agent or an operator on a pair, of a customer's question or of one that no customer asked. */
    void say(long lesson, String person, String said, @Nullable Long messageId, Instant at) {
        say(lesson, new Speaker(person, null), said, messageId, at);
    }

    /**
     * Somebody who gives a verdict.
     *
     * @param voice by what strangers are told apart; null for agents and operators
     */
    record Speaker(String person, @Nullable String voice) {}

    /** Writes down somebody's verdict on a pair. */
    void say(long lesson, Speaker speaker, String said, @Nullable Long messageId, Instant at) {
        jdbc.sql(
                """
                        insert into lesson_vote (lesson, person, voice, said, message, said_at) values (?, ?, ?, ?, ?, ?)
                        on conflict (lesson, person) do update
                        set voice = excluded.voice, said = excluded.said, message = excluded.message, said_at = excluded.said_at""")
                .param(lesson).param(speaker.person()).param(speaker.voice()).param(said).param(messageId)
                .param(Timestamp.from(at)).update();
    }

    /** A person says nothing of a pair any more. */
    void unsay(long lesson, String person) {
        jdbc.sql("delete from lesson_vote where lesson = ? and person = ?").param(lesson).param(person).update();
    }

    /** A person takes back that an entry does not answer a question that was asked in a message. */
    void denyNoMore(long lesson, String person, long message) {
        jdbc.sql("delete from lesson_vote where lesson = ? and person = ? and said = 'unhelpful' and message = ?")
                .param(lesson).param(person).param(message).update();
    }

    /** Whether there are questions to forget, because their authors took them back. */
    boolean isSomethingTakenBack() {
        return jdbc
                .sql("""
                        select exists (select from lesson_vote v join message t on t.id = v.message where t.deleted_at is not null)""")
                .query(Boolean.class).single();
    }

    /**
     * The result of forgetting.
     *
     * @param pairs     how many pairs it concerns
     * @param nobodys   those of which nobody else says anything, to be taught no more; their words are gone
     */
    record Forgotten(int pairs, List<Lesson> nobodys) {}

    /**
     * Forgets what was said of questions that their authors took back; to be called inside a transaction. Pairs are locked
     * before what is said of them, here as where somebody says something, so that neither waits for the other in a ring.
     */
    Forgotten forgetTakenBack() {
        Long[] concerned = jdbc
                .sql("""
                        select id from lesson where id in (
                            select v.lesson from lesson_vote v join message t on t.id = v.message where t.deleted_at is not null)
                        order by id for update""")
                .query(Long.class).list().toArray(Long[]::new);
        jdbc.sql("""
                delete from lesson_vote v using message t
                where v.lesson = any(?) and t.id = v.message and t.deleted_at is not null""").param(concerned).update();
        jdbc.sql("update lesson set revision = revision + 1 where id = any(?)").param(concerned).update();
        List<Row> silent = jdbc.sql(SELECT + """
                and l.id = any(?) and not exists (select from lesson_vote where lesson = l.id
                    and (message is not null or person not like 'account:%'))""").param(concerned)
                .query(LessonRows::row).list();
        jdbc.sql("update lesson set text = '', weight = 0, weighed = revision where id = any(?)")
                .param(silent.stream().map(Row::id).toArray(Long[]::new)).update();
        return new Forgotten(concerned.length, silent.stream().map(row -> row.lesson(0)).toList());
    }

    /** Takes away pairs of which nobody says anything any more, and which taught nothing. */
    void clear() {
        jdbc.sql("""
                delete from lesson l where weight = 0 and weighed = revision and proposal = 'open'
                    and not exists (select from lesson_vote v where v.lesson = l.id)
                    and not exists (select from refit_lesson r where r.lesson = l.id)""").update();
    }

    /** Pairs of which something was said since they were weighed, the oldest first. */
    List<Row> toWeigh(int most) {
        return jdbc.sql(SELECT + "and l.weighed <> l.revision order by l.id limit ?").param(most)
                .query(LessonRows::row).list();
    }

    /** All pairs. */
    List<Row> all() {
        return jdbc.sql(SELECT + "order by l.id").query(LessonRows::row).list();
    }

    Optional<Row> find(long id) {
        return jdbc.sql(SELECT + "and l.id = ?").param(id).query(LessonRows::row).optional();
    }

    /**
     * Writes down what a pair is worth.
     *
     * @param row as it was read; when something was said since, nothing is written
     * @return whether it was written
     */
    boolean weigh(Row row, @Nullable Double prior, double weight) {
        return jdbc.sql("update lesson set prior = ?, weight = ?, weighed = revision where id = ? and revision = ?")
                .param(prior).param(weight).param(row.id()).param(row.revision()).update() > 0;
    }

    /** Writes down what all pairs teach from now on, whatever was said of them; those not among these teach nothing. */
    void setWeights(Map<Long, Double> weights) {
        jdbc.sql("""
                with locked as (select id from lesson order by id for update)
                update lesson l set weight = coalesce(w.weight, 0), weighed = l.revision
                from locked same left join unnest(?::bigint[], ?::float8[]) as w (id, weight) on w.id = same.id
                where l.id = same.id""").param(weights.keySet().toArray(Long[]::new))
                .param(weights.values().toArray(Double[]::new)).update();
    }

    /** Pairs by their numbers, locked until the transaction ends where there is one. */
    List<Row> these(Collection<Long> ids) {
        Long[] numbers = ids.toArray(Long[]::new);
        jdbc.sql("select id from lesson where id = any(?) order by id for update").param(numbers).query(Long.class)
                .list();
        return jdbc.sql(SELECT + "and l.id = any(?) order by l.id").param(numbers).query(LessonRows::row).list();
    }

    /** Stores a person's decision on a proposed phrasing. */
    void decide(long id, String proposal) {
        jdbc.sql("update lesson set proposal = ?, weight = least(weight, 0) where id = ?").param(proposal).param(id)
                .update();
    }

    private static final String MAY_TEACH = "(voice is null or split_part(voice, ':', 1) = any(:channels))";

    /**
     * How much was said since then by agents, operators and those who may teach together.
     *
     * @param channels the channels on which some may
     */
    int saidSince(Instant then, Set<String> channels) {
        return jdbc.sql("select count(*) from lesson_vote where said_at > :then and " + MAY_TEACH)
                .param("then", Timestamp.from(then)).param("channels", channels.toArray(String[]::new))
                .query(Integer.class).single();
    }

    /** When one of them first said something after a moment. */
    Optional<Instant> firstSaidAfter(Instant then, Set<String> channels) {
        return jdbc.sql("select said_at from lesson_vote where said_at > :then and " + MAY_TEACH
                + " order by said_at limit 1").param("then", Timestamp.from(then))
                .param("channels", channels.toArray(String[]::new)).query(Timestamp.class).optional()
                .map(Timestamp::toInstant);
    }

    /** Pairs that could become phrasings, those of which most is said first. */
    List<Row> proposals() {
        return jdbc.sql(
                SELECT + """
                        and l.proposal = 'open' and (l.weight > 0 or v.helpful + v.named - v.unhelpful + 2 * s.helpful > s.total)
                        order by v.helpful + v.named - v.unhelpful + 2 * s.helpful - s.total desc, l.weight desc, l.id""")
                .query(LessonRows::row).list();
    }

    /**
     * Pairs on which nobody has decided, those first of which the most strangers say something, among those of which they said
     * something last.
     */
    List<Row> mostSaidOf(int most) {
        return jdbc.sql(SELECT + """
                and l.id in (
                    select n.id from (select distinct lesson from (select lesson from lesson_vote
                            where voice is not null order by said_at desc limit %d) newest) said
                    join lesson n on n.id = said.lesson
                    cross join lateral (select count(distinct voice) as total,
                            count(distinct voice) filter (where said = 'helpful') as ups
                        from lesson_vote where lesson = n.id and voice is not null) v
                    where 2 * v.ups > v.total and n.proposal = 'open' and n.weight <= 0
                        or 2 * v.ups < v.total and n.denial = 'open' and n.weight >= 0
                    order by v.total desc, n.id desc limit ?)
                and not (s.helpful * 2 > s.total and exists (select from faq_phrasing p
                    where p.hash = l.hash and p.entry = l.entry and p.kind in ('question', 'alternative')))
                order by s.total desc, l.id""".formatted(NEWEST)).param(most).query(LessonRows::row).list();
    }

    /**
     * How often a voter says what.
     *
     * @param up how often they say that an entry answers a question
     * @param down how often they say that it does not
     */
    record Tally(String voice, int up, int down) {}

    /** The tallies of some voters. */
    List<Tally> tallies(Collection<String> voices) {
        return jdbc.sql("""
                select voice, count(*) filter (where said = 'helpful'), count(*) filter (where said = 'unhelpful')
                from lesson_vote where voice = any(?) group by voice""").param(voices.toArray(String[]::new))
                .query((row, n) -> new Tally(row.getString(1), row.getInt(2), row.getInt(3))).list();
    }

    /** Stores a person's decision on what strangers say against an entry. */
    void decideDenial(long id, String denial) {
        jdbc.sql("update lesson set denial = ? where id = ?").param(denial).param(id).update();
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        Pair.Insiders insiders = new Pair.Insiders(row.getInt("helpful"), row.getInt("unhelpful"), row.getInt("named"));
        Pair pair = new Pair(new FaqId(row.getString("entry")), row.getString("text"), insiders, voices(row));
        double found = row.getDouble("prior");
        Double prior = row.wasNull() ? null : Double.valueOf(found);
        return new Row(row.getLong("id"), pair, prior, row.getDouble("weight"),
                row.getString("proposal").equals("open"), row.getString("denial").equals("open"),
                row.getInt("revision"));
    }

    private static List<Voice> voices(ResultSet row) throws SQLException {
        Array names = row.getArray("voices");
        if (names == null) {
            return List.of();
        }
        String[] voices = (String[]) names.getArray();
        Boolean[] ups = (Boolean[]) row.getArray("ups").getArray();
        Timestamp[] times = (Timestamp[]) row.getArray("times").getArray();
        return IntStream.range(0, voices.length)
                .mapToObj(i -> new Voice(voices[i], ups[i], times[i].toInstant())).toList();
    }
}
