package io.parley.channel;

/**
 * A service that carries messages, by its short name.
 *
 * @param value one lower-case word, such as {@code telegram}
 */
public record ChannelName(String value) {
    public ChannelName {
        if (!value.matches("[a-z]{1,20}")) {
            throw new IllegalArgumentException("A channel's name is one lower-case word, not '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
