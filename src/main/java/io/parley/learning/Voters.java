package io.parley.learning;

import io.parley.channel.Address;
import io.parley.channel.Channel;
import io.parley.channel.ChannelName;
import io.parley.settings.Live;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells voters apart, and those who may teach by their votes from strangers. */
@Component
class Voters {
    private static final String NETWORK_END = "-.*";

    private final JdbcClient jdbc;
    private final List<Channel> channels;
    private final Live<LearningSettings> settings;

    Voters(JdbcClient jdbc, List<Channel> channels, Live<LearningSettings> settings) {
        this.jdbc = jdbc;
        this.channels = List.copyOf(channels);
        this.settings = settings;
    }

    /**
     * Somebody in a conversation.
     *
     * @param origin from where they write, as {@link io.parley.channel.Person} has it
     */
    record Seat(Address address, long participant, @Nullable String origin) {}

    /**
     * The name under which somebody counts, which begins with their channel: on the web the digest of the network that they come
     * from, in mails that of the domain or mailbox, elsewhere their account.
     */
    String name(Seat seat) {
        String origin = seat.origin();
        String own = origin != null && !origin.isEmpty()
                ? origin.replaceFirst(NETWORK_END, "")
                : channel(seat.address().channel()).flatMap(channel -> channel.voter(seat.address()))
                        .map(Voters::digest)
                        .orElse(Long.toString(seat.participant()));
        return seat.address().channel().value() + ":" + own;
    }

    private Optional<Channel> channel(ChannelName name) {
        return channels.stream().filter(channel -> channel.name().equals(name)).findFirst();
    }

    private static String digest(String name) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Those among some voters whose votes teach without an operator: the staff in a workspace that is the staff's own, and
     * everybody where the site wants it so. Asks the services, so not within a transaction.
     */
    Predicate<Voice> believed(Collection<Pair> pairs) {
        if (settings.now().believeStrangers()) {
            return voice -> true;
        }
        List<String> latest = pairs.stream().flatMap(pair -> pair.strangers().stream())
                .sorted(Comparator.comparing(Voice::at).reversed()).map(Voice::name).distinct().toList();
        Set<String> staff = new HashSet<>();
        channels.forEach(channel -> staff.addAll(staff(channel, latest)));
        return voice -> staff.contains(voice.name());
    }

    private Collection<String> staff(Channel channel, List<String> voices) {
        String prefix = channel.name().value() + ":";
        Map<String, String> voiceOf = new LinkedHashMap<>();
        jdbc.sql("""
                select p.external_id, p.id from unnest(?::bigint[]) with ordinality as v (id, place)
                join participant p on p.id = v.id and p.channel = ? order by v.place""")
                .param(voices.stream().filter(voice -> voice.startsWith(prefix))
                        .map(voice -> voice.substring(prefix.length())).filter(Voters::isNumber).map(Long::valueOf)
                        .toArray(Long[]::new))
                .param(channel.name().value()).query(row -> {
                    voiceOf.put(row.getString("external_id"), prefix + row.getLong("id"));
                });
        Set<String> staff = channel.staff(List.copyOf(voiceOf.keySet()));
        voiceOf.keySet().retainAll(staff);
        return voiceOf.values();
    }

    private static boolean isNumber(String text) {
        return text.matches("\\d{1,18}");
    }
}
