package io.parley.correction;

import io.parley.channel.Address;
import io.parley.channel.Channel;
import io.parley.channel.Channel.Absence;
import io.parley.channel.ChannelHealth;
import io.parley.channel.ChannelName;
import io.parley.channel.Channels;
import io.parley.correction.Recipient.Unreached;
import io.parley.correction.RecipientRows.Place;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Says which conversations can be told something that nobody asked for there, and why others cannot. */
@Component
class Reach {
    private static final String ERASED = "erased";

    private final Channels channels;

    Reach(Channels channels) {
        this.channels = channels;
    }

    /** Those that cannot be told anything now, with the reason, by their ids. */
    Map<Long, Unreached> unreached(Collection<Place> places) {
        Map<Long, Unreached> unreached = new HashMap<>();
        places.forEach(place -> byItsState(place).ifPresent(why -> unreached.put(place.conversation(), why)));
        places.stream().filter(place -> !unreached.containsKey(place.conversation()))
                .collect(Collectors.groupingBy(place -> place.address().channel()))
                .forEach((name, there) -> unreached.putAll(byTheChannel(name, there)));
        return unreached;
    }

    private static Optional<Unreached> byItsState(Place place) {
        if (place.erasing() || place.address().value().equals(ERASED)) {
            return Optional.of(Unreached.ERASED);
        }
        return switch (place.state()) {
            case "closed" -> Optional.of(Unreached.OVER);
            case "with_agent" -> Optional.of(Unreached.AGENT);
            default -> place.reachable() ? Optional.empty() : Optional.of(Unreached.BLOCKED);
        };
    }

    private Map<Long, Unreached> byTheChannel(ChannelName name, List<Place> places) {
        Optional<Channel> channel = channels.all().stream().filter(one -> one.name().equals(name))
                .filter(one -> one.health().state() != ChannelHealth.State.OFF).findFirst();
        if (channel.isEmpty()) {
            return places.stream().collect(Collectors.toMap(Place::conversation, place -> Unreached.OFF));
        }
        Map<Address, Absence> absent = channel.get().absent(places.stream().map(Place::address).toList());
        Map<Long, Unreached> unreached = new HashMap<>();
        for (Place place : places) {
            Absence absence = absent.get(place.address());
            if (absence != null) {
                unreached.put(place.conversation(), word(absence));
            }
        }
        return unreached;
    }

    private static Unreached word(Absence absence) {
        return switch (absence) {
            case GONE -> Unreached.GONE;
            case UNSUBSCRIBED -> Unreached.UNSUBSCRIBED;
            case OFF -> Unreached.OFF;
        };
    }

    /** An address as agents read it; empty where it says nothing to them. */
    Optional<String> shown(Address address) {
        return channels.all().stream().filter(channel -> channel.name().equals(address.channel()))
                .findFirst().flatMap(channel -> channel.shown(address));
    }
}
