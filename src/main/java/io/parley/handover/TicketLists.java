package io.parley.handover;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The lists of tickets at the desk. */
@Component
public class TicketLists {
    /** More tickets than this are not counted. */
    public static final int MOST_COUNTED = 100;

    private final TicketRows rows;

    TicketLists(TicketRows rows) {
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

    /** The ticket to which an agent goes who is done with one: their own oldest whose customer waits, or one that nobody has. */
    public Optional<Long> next(long account) {
        return Stream.of(TicketList.MINE, TicketList.WAITING)
                .flatMap(tab -> rows.of(tab, account, 0, MOST_COUNTED).stream())
                .filter(ticket -> ticket.waitsSince() != null).map(Ticket::id).findFirst();
    }
}
