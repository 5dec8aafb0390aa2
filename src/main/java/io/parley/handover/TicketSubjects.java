package io.parley.handover;

import io.parley.channel.Address;
import io.parley.channel.Channel;
import io.parley.channel.ChannelName;
import io.parley.channel.Channels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Puts the subjects of customers' threads on tickets, as their channels know them. */
@Component
class TicketSubjects {
    private final JdbcClient jdbc;
    private final Channels channels;

    TicketSubjects(JdbcClient jdbc, Channels channels) {
        this.jdbc = jdbc;
        this.channels = channels;
    }

    /** A ticket with its subject, if it has one. */
    Ticket on(Ticket ticket) {
        return on(List.of(ticket)).getFirst();
    }

    /** The same for several, in their order. */
    List<Ticket> on(List<Ticket> tickets) {
        Map<Long, Address> addresses = addresses(tickets);
        Map<Address, String> subjects = new HashMap<>();
        addresses.values().stream().collect(Collectors.groupingBy(Address::channel))
                .forEach((channel, some) -> find(channel).ifPresent(one -> subjects.putAll(one.subjects(some))));
        return tickets.stream().map(ticket -> Optional.ofNullable(addresses.get(ticket.conversationId()))
                .map(subjects::get).map(ticket::about).orElse(ticket)).toList();
    }

    private Map<Long, Address> addresses(List<Ticket> tickets) {
        Long[] ids = tickets.stream().map(Ticket::conversationId).distinct().toArray(Long[]::new);
        return jdbc.sql("select id, channel, address from conversation where id = any(:ids)").param("ids", ids)
                .query((row, n) -> Map.entry(row.getLong(1),
                        new Address(new ChannelName(row.getString(2)), row.getString(3))))
                .list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Optional<Channel> find(ChannelName name) {
        return channels.all().stream().filter(channel -> channel.name().equals(name)).findFirst();
    }
}
