package io.parley.learning;

import io.parley.channel.Channel;
import io.parley.settings.Live;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells those who may teach by their votes, though only together, from strangers. */
@Component
class Believed {
    private final JdbcClient jdbc;
    private final List<Channel> channels;
    private final Live<LearningSettings> settings;

    Believed(JdbcClient jdbc, List<Channel> channels, Live<LearningSettings> settings) {
        this.jdbc = jdbc;
        this.channels = List.copyOf(channels);
        this.settings = settings;
    }

    /**
     * Those among some voters whose votes teach without an operator: the staff in a workspace that is the staff's own, and
     * everybody where the site wants it so. Asks the services, so not within a transaction.
     */
    Predicate<Voice> among(Collection<Pair> pairs) {
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
                        .map(voice -> voice.substring(prefix.length())).filter(Believed::isNumber).map(Long::valueOf)
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
