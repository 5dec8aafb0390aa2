package io.parley.privacy;

import io.parley.channel.Address;
import io.parley.channel.ChannelName;
import io.parley.channel.Channels;
import io.parley.handover.Tickets;
import io.parley.outbox.Outbox;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps from a person what was not sent yet, and takes back what was. */
@Component
class Sendings {
    /** Telegram deletes nothing that is older. */
    private static final Duration TELEGRAM_DELETES = Duration.ofDays(2);

    private final Tickets tickets;
    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final Channels channels;

    Sendings(Tickets tickets, JdbcClient jdbc, Outbox outbox, Channels channels) {
        this.tickets = tickets;
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.channels = channels;
    }

    /** A message that went, or goes, to services. */
    private record Sent(long id, Address address) {}

    /** Resolves what is open, and sends nothing more. */
    void stop(ErasureScope scope, Instant at, Tally tally) {
        List<Long> open = tickets.endErased(scope.ticketIds());
        tally.add("ticket", open.size());
        jdbc.sql("""
                update conversation set state = case when id = any(:alone) then 'closed' else 'bot' end
                where id = any(:all) and state <> 'closed'
                    and (id = any(:alone) or exists (select from ticket t where t.conversation_id = conversation.id
                        and t.id = any(:tickets)))""").param("alone", scope.aloneIds())
                .param("all", scope.conversations().toArray(Long[]::new)).param("tickets", open.toArray(Long[]::new))
                .update();
        jdbc.sql("delete from held_reply where message_id = any(?)").param(scope.messageIds()).update();
        locked(sent(scope, at, "o.state in ('queued', 'ready') and o.action <> 'delete'"))
                .forEach(one -> outbox.cancel(one.id(), one.address()));
    }

    /** Asks the services to delete what they can. */
    void takeBack(ErasureScope scope, Instant at, Tally tally) {
        List<Sent> standing = locked(sent(scope, at, """
                o.action <> 'delete' and o.state <> 'superseded'
                and (c.channel <> 'email' or m.author = 'participant')
                and (c.channel <> 'telegram' or m.author = 'participant' or m.said_at > :deletable)
                and not exists (select from outbox d where d.message_id = m.id and d.part < 0)"""));
        standing.forEach(one -> outbox.withdraw(one.id(), one.address()));
        tally.add("withdrawn", standing.size());
    }

    private List<Sent> locked(List<Sent> messages) {
        outbox.lock(messages.stream().map(Sent::id).toList(), messages.stream().map(Sent::address).toList());
        return messages;
    }

    /** Lets nobody deliver meanwhile: what arrives in between would know of a message that is already forgotten. */
    void lock(ErasureScope scope) {
        outbox.lock(Arrays.asList(scope.messageIds()), List.of());
    }

    /** Waits no more for services that were asked before a moment. */
    void sendNoMore(ErasureScope scope, Instant askedBefore) {
        outbox.sendNoMore(Arrays.asList(scope.messageIds()), askedBefore);
    }

    /** How many messages, of those whose place is not forgotten yet, stand at a service that did not delete them. */
    int leftBehind(ErasureScope scope) {
        return jdbc.sql("""
                select count(distinct (o.channel, coalesce(r.external_id, o.external_id)))
                from outbox o left join outbox r on r.id = o.replaces
                where o.message_id = any(?) and o.action = 'delete' and o.state in ('dead_letter', 'superseded')
                    and o.address <> 'erased' and coalesce(r.external_id, o.external_id) is not null
                    and not exists (select from outbox n where n.replaces = o.replaces and n.state = 'sent')""")
                .param(scope.messageIds()).query(Integer.class).single();
    }

    private List<Sent> sent(ErasureScope scope, Instant at, String which) {
        Set<String> here = channels.all().stream().map(channel -> channel.name().value()).collect(Collectors.toSet());
        return jdbc.sql("""
                select distinct m.id, c.channel, c.address from outbox o join message m on m.id = o.message_id
                join conversation c on c.id = m.conversation_id
                where o.message_id = any(:messages) and c.channel = any(:here) and %s
                    and not exists (select from erasure e
                        where e.participant_id = :person and e.done_at is null and m.id = any(e.said))
                order by m.id""".formatted(which)).param("person", scope.participant())
                .param("messages", scope.messageIds()).param("here", here.toArray(String[]::new))
                .param("deletable", Timestamp.from(at.minus(TELEGRAM_DELETES)))
                .query((row, n) -> new Sent(row.getLong(1),
                        new Address(new ChannelName(row.getString(2)), row.getString(3))))
                .list();
    }

    /** Whether something is on its way to a service. */
    boolean areUnderWay(ErasureScope scope) {
        return jdbc.sql("""
                select exists (select from outbox where message_id = any(?)
                    and state in ('queued', 'ready', 'claimed', 'sending'))""").param(scope.messageIds())
                .query(Boolean.class).single();
    }
}
