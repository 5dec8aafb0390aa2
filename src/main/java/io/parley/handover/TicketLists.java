package io.parley.handover;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The lists of tickets at the desk. */
@Component
public class TicketLists {
    /** More tickets than this are not counted. */
    public static final int MOST_COUNTED = 100;

    /** Each word may be the beginning of a longer one. */
    private static final String HOLDS_WORDS = """
            and x.id in (select ticket_id from ticket_search where words @@ (
                select string_agg(quote_literal(lexeme) || ':*', ' & ')::tsquery from unnest(search_words(:text))))""";
    private static final String HAS_TAG = "and x.id in (select ticket_id from ticket_tag where tag = :tag)";

    private final TicketRows rows;
    private final JdbcClient jdbc;

    /**
     * What an agent should look at.
     *
     * @param count how many tickets nobody has, and how many of their own customers wait
     * @param newest the newest ticket that nobody has; 0 when there is none
     * @param wroteAt when one of their own customers who wait wrote last; null when none waits
     */
    public record News(int count, long newest, @Nullable Instant wroteAt) {}

    TicketLists(TicketRows rows, JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /**
     * Some tickets of a list.
     *
     * @param account the agent who looks
     * @param from the last ticket of the page before; null for the first page
     * @param most 1 to 200
     */
    public TicketPage page(TicketList tab, long account, @Nullable Long from, int most) {
        long after = from != null ? from : tab.isNewestFirst() ? Long.MAX_VALUE : 0;
        return TicketPage.of(rows.of(tab, account, after, most + 1), most);
    }

    /** How many tickets are on a list, at most 100. */
    public int count(TicketList tab, long account) {
        return rows.count(tab, account, MOST_COUNTED);
    }

    /**
     * Finds tickets by what the customer wrote, their name, a mail's subject, and agents' notes; the newest first.
     *
     * @param text what is looked for; each word may be the beginning of one. Without words: any ticket
     * @param tag a tag that they have; empty: any
     * @param resolved whether resolved tickets are looked through, or the others
     * @param from the last ticket of the page before; null for the first page
     * @param most 1 to 200
     */
    public TicketPage find(String text, String tag, boolean resolved, @Nullable Long from, int most) {
        String words = text.replace("\0", "").strip();
        String condition = """
                id in (select x.id from ticket x where x.state %s 'resolved' and x.id < :before %s %s
                       order by x.id desc limit :most)"""
                .formatted(resolved ? "=" : "<>", words.isEmpty() ? "" : HOLDS_WORDS, tag.isEmpty() ? "" : HAS_TAG);
        return TicketPage.of(rows.newest(condition, Map.of("text", words, "tag", tag, "before",
                from == null ? Long.MAX_VALUE : from, "most", most + 1)), most);
    }

    /**
     * The tickets that a participant led to, the newest first.
     *
     * @param most how many at most
     */
    public List<Ticket> ofParticipant(long participant, int most) {
        return rows.newest(
                """
                        id in (select x.id from ticket x where x.participant_id = :participant order by x.id desc limit :most)""",
                Map.of("participant", participant, "most", most));
    }

    /** The participant who led to a ticket; empty where that is not known. */
    public Optional<Long> participant(long ticket) {
        return jdbc.sql("select participant_id from ticket where id = ? and participant_id is not null").param(ticket)
                .query(Long.class).optional();
    }

    /** What an agent should look at: tickets that nobody has, and their own whose customers wait. */
    public News news(long account) {
        return jdbc
                .sql("""
                        select count(*), max(id), max(wrote) from (
                            (select id, null::timestamptz as wrote from ticket where %s order by id desc limit :most)
                            union all
                            (select null, last_customer_at from ticket where %s and waits_since is not null limit :most)) news"""
                        .formatted(TicketList.WAITING.condition(),
                                TicketList.MINE.condition().replace("?", ":account")))
                .param("account", account).param("most", MOST_COUNTED)
                .query((row, n) -> new News(row.getInt(1), row.getLong(2), row.getTimestamp(3) == null
                        ? null
                        : row.getTimestamp(3).toInstant()))
                .single();
    }

    /** The ticket to which an agent goes who is done with one: their own oldest whose customer waits, or one that nobody has. */
    public Optional<Long> next(long account) {
        return rows.of(TicketList.MINE, account, 0, MOST_COUNTED).stream()
                .filter(ticket -> ticket.waitsSince() != null).findFirst()
                .or(() -> rows.of(TicketList.WAITING, account, 0, 1).stream().findFirst()).map(Ticket::id);
    }
}
