package io.parley.learning.voter;

import io.parley.channel.Channel;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells those who may teach by their votes, though only together, from strangers. */
public final class Believed {
    private final JdbcClient jdbc;
    private final List<Channel> channels;
    private final boolean everybody;

    /** @param everybody whether strangers are believed as well */
    public Believed(JdbcClient jdbc, List<Channel> channels, boolean everybody) {
        this.jdbc = jdbc;
        this.channels = List.copyOf(channels);
        this.everybody = everybody;
    }

    /**
     * Those among some voters whose votes teach without an operator: the staff in a workspace that is the staff's own, and
     * everybody where the site wants it so. Asks the services, so not within a transaction.
     *
     * @param voters as {@link Voters#name} has them, the most important first
     */
    public Set<String> among(Collection<String> voters) {
        Set<String> believed = new HashSet<>();
        if (everybody) {
            believed.addAll(voters);
        } else {
            channels.stream().filter(Channel::hasStaff)
                    .forEach(channel -> believed.addAll(staff(channel, voters)));
        }
        return believed;
    }

    /** The channels on which somebody may be believed, by their names. */
    public Set<String> channels() {
        return channels.stream().filter(channel -> everybody || channel.hasStaff())
                .map(channel -> channel.name().value()).collect(Collectors.toSet());
    }

    private Collection<String> staff(Channel channel, Collection<String> voters) {
        String prefix = channel.name().value() + ":";
        Map<String, String> voterOf = new LinkedHashMap<>();
        jdbc.sql("""
                select p.external_id, p.id from unnest(?::bigint[]) with ordinality as v (id, place)
                join participant p on p.id = v.id and p.channel = ? order by v.place""")
                .param(voters.stream().filter(voter -> voter.startsWith(prefix))
                        .map(voter -> voter.substring(prefix.length())).filter(Believed::isNumber).map(Long::valueOf)
                        .toArray(Long[]::new))
                .param(channel.name().value()).query(row -> {
                    voterOf.put(row.getString("external_id"), prefix + row.getLong("id"));
                });
        Set<String> staff = channel.staff(List.copyOf(voterOf.keySet()));
        voterOf.keySet().retainAll(staff);
        return voterOf.values();
    }

    private static boolean isNumber(String text) {
        return text.matches("\\d{1,18}");
    }
}
