package io.parley.learning.voter;

import io.parley.channel.Address;
import io.parley.channel.Channel;
import io.parley.channel.ChannelName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells voters apart. */
@Component
public class Voters {
    private static final String NETWORK_END = "-.*";

    private final List<Channel> channels;

    Voters(List<Channel> channels) {
        this.channels = List.copyOf(channels);
    }

    /**
     * Somebody in a conversation.
     *
     * @param origin from where they write, as {@link io.parley.channel.Person} has it
     */
    public record Seat(Address address, long participant, @Nullable String origin) {}

    /**
     * The name under which somebody counts, which begins with their channel: on the web the digest of the network that they come
     * from, in mails that of the domain or mailbox, elsewhere their account.
     */
    public String name(Seat seat) {
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
}
