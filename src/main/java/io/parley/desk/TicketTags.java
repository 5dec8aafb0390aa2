package io.parley.desk;

import io.parley.handover.event.TicketSignals;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Words by which agents sort tickets. */
@Repository
class TicketTags {
    private static final int LONGEST = 40;
    private static final int MOST = 20;
    private static final int MOST_KNOWN = 200;

    private final JdbcClient jdbc;
    private final TicketSignals signals;
    private final InstantSource clock;

    TicketTags(JdbcClient jdbc, TicketSignals signals, InstantSource clock) {
        this.jdbc = jdbc;
        this.signals = signals;
        this.clock = clock;
    }

    /** A tag as it is kept: in lower case, on one line, at most 40 characters; empty when nothing is left. */
    static String tidy(String tag) {
        String line = tag.replace("\0", "").strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        return line.substring(0, line.offsetByCodePoints(0, Math.min(line.codePointCount(0, line.length()), LONGEST)))
                .strip();
    }

    /** The tags of a ticket. */
    List<String> of(long ticket) {
        return jdbc.sql("select tag from ticket_tag where ticket_id = ? order by tag").param(ticket)
                .query(String.class).list();
    }

    /** Tags that some ticket has, at most 200. */
    List<String> known() {
        return jdbc.sql("""
                with recursive tags as (
                    (select tag from ticket_tag order by tag limit 1)
                    union all
                    select (select t.tag from ticket_tag t where t.tag > tags.tag order by t.tag limit 1) from tags
                    where tags.tag is not null)
                select tag from tags where tag is not null limit ?""").param(MOST_KNOWN).query(String.class).list();
    }

    /** Adds a tag, unless the ticket has it, or has 20; gives whether there is such a ticket. */
    boolean add(long ticket, String tag, String agent) {
        boolean exists = jdbc.sql("select exists (select from ticket where id = ?)").param(ticket).query(Boolean.class)
                .single();
        if (exists && !tidy(tag).isEmpty() && of(ticket).size() < MOST) {
            jdbc.sql("""
                    insert into ticket_tag (ticket_id, tag, agent, added_at) values (?, ?, ?, ?)
                    on conflict (ticket_id, tag) do nothing""").param(ticket).param(tidy(tag)).param(agent)
                    .param(Timestamp.from(clock.instant())).update();
            signals.changed(ticket);
        }
        return exists;
    }

    void remove(long ticket, String tag) {
        jdbc.sql("delete from ticket_tag where ticket_id = ? and tag = ?").param(ticket).param(tag).update();
        signals.changed(ticket);
    }
}
