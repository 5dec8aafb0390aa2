package io.parley.knowledge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a FAQ says besides its answers, as some files bring it along.
 *
 * @param greeting what is said to a greeting; null for the bot's own words
 * @param fallback what is said where nothing is known; null for the bot's own words
 * @param exits words with which people take their leave, in the order of the alphabet
 */
public record Manners(@Nullable String greeting, @Nullable String fallback, List<String> exits) {

    /** None. */
    public static final Manners NONE = new Manners(null, null, List.of());

    public Manners {
        exits = exits.stream().distinct().sorted().toList();
    }

    /** These, and where they lack something the others. */
    public Manners orElse(Manners others) {
        return new Manners(greeting == null ? others.greeting : greeting, fallback == null ? others.fallback : fallback,
                exits.isEmpty() ? others.exits : exits);
    }
}
