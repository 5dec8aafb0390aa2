package io.parley.handover;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    private static final List<TicketList> GROW_AND_SHRINK = Stream.of(TicketList.values())
            .filter(tab -> tab != TicketList.RESOLVED).toList();

    private final TicketRows rows;
    private final JdbcClient jdbc;

    /**
     * What an agent should look at.
     *
     * @param count in how many tickets that nobody has, or that are theirs and whose customers wait, is something unread
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
     * @param filter which of them
     * @param from the last ticket of the page before; null for the first page
     * @param most 1 to 200
     */
    public TicketPage page(TicketList tab, long account, TicketFilter filter, @Nullable Long from, int most) {
        long after = from != null ? from : tab.isNewestFirst() ? Long.MAX_VALUE : 0;
        return TicketPage.of(rows.of(tab, account, filter, after, most + 1), most);
    }

    /** How many tickets are on each list, at most 100; a list that only grows is missing. */
    public Map<TicketList, Integer> counts(long account) {
        String counts = GROW_AND_SHRINK.stream()
                .map(tab -> "(select count(*) from (select from ticket where %s limit :most) %s)"
                        .formatted(tab.condition(), tab.word()))
                .collect(Collectors.joining(", "));
        return jdbc.sql("select " + counts).param("account", account).param("most", MOST_COUNTED).query((row, n) -> {
            Map<TicketList, Integer> found = new EnumMap<>(TicketList.class);
            for (TicketList tab : GROW_AND_SHRINK) {
                found.put(tab, row.getInt(found.size() + 1));
            }
            return found;
        }).single();
    }

    /** The newest other tickets of the customer who led to one. */
    public List<Ticket> othersOf(long ticket, int most) {
        return rows.newest("""
                id in (select id from ticket
                       where participant_id = (select participant_id from ticket where id = :ticket) and id <> :ticket
                       order by participant_id desc, id desc limit %d)""".formatted(most), Map.of("ticket", ticket));
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
                       order by x.id desc limit %d)"""
                .formatted(resolved ? "=" : "<>", words.isEmpty() ? "" : HOLDS_WORDS, tag.isEmpty() ? "" : HAS_TAG,
                        most + 1);
        return TicketPage.of(rows.newest(condition, Map.of("text", words, "tag", tag, "before",
                from == null ? Long.MAX_VALUE : from)), most);
    }

    /**
     * The tickets that a participant led to, the newest first.
     *
     * @param most how many at most
     */
    public List<Ticket> ofParticipant(long participant, int most) {
        return rows.newest(
                """
                        id in (select x.id from ticket x where x.participant_id = :participant order by x.id desc limit %d)"""
                        .formatted(most),
                Map.of("participant", participant));
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
                        select count(*) filter (where unread), max(newest), max(wrote) from (
                            select t.id as newest, null::timestamptz as wrote, %3$s as unread
                            from (select * from ticket where %1$s order by id desc limit :most) %4$s
                            union all
                            select null, t.last_customer_at, %3$s
                            from (select * from ticket where %2$s and waits_since is not null limit :most) %4$s) news"""
                        .formatted(TicketList.WAITING.condition(), TicketList.MINE.condition(), TicketGlances.UNREAD,
                                TicketGlances.WITH_SEEN))
                .param("account", account).param("most", MOST_COUNTED)
                .query((row, n) -> new News(row.getInt(1), row.getLong(2), row.getTimestamp(3) == null
                        ? null
                        : row.getTimestamp(3).toInstant()))
                .single();
    }

    /** The ticket to which an agent goes who is done with one: their own oldest whose customer waits, or one that nobody has. */
    public Optional<Long> next(long account) {
        return rows.of(TicketList.MINE, account, TicketFilter.NONE, 0, MOST_COUNTED).stream()
                .filter(ticket -> ticket.waitsSince() != null).findFirst()
                .or(() -> rows.of(TicketList.WAITING, account, TicketFilter.NONE, 0, 1).stream().findFirst())
                .map(Ticket::id);
    }
}
