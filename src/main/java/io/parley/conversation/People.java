package io.parley.conversation;

import io.parley.channel.Channel;
import io.parley.channel.Channels;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the people who wrote, and what they wrote in, for agents. */
@Component
public class People {
    /** Conversations are looked for among so many of a person's last messages. */
    private static final int LOOKED_THROUGH = 1_000;
    /** No name goes on with it. */
    private static final String END = "\uDBFF\uDFFF";
    private static final String COLUMNS = "select id, channel, external_id, name, language, seen_at from participant where ";

    private final JdbcClient jdbc;
    private final List<String> channels;

    People(JdbcClient jdbc, Channels channels) {
        this.jdbc = jdbc;
        this.channels = channels.all().stream().map(Channel::name).map(name -> name.value()).toList();
    }

    /**
     * A participant, as one channel knows them.
     *
     * @param externalId the channel's own id of them; a mail address on email
     * @param language their language as a BCP 47 tag; null where the channel does not say
     * @param seenAt when they last wrote, to the hour
     */
    public record Participant(long id, String channel, String externalId, @Nullable String name,
            @Nullable String language, Instant seenAt) {}

    /**
     * A conversation of a participant.
     *
     * @param state the word of its state
     * @param lastAt when somebody last said something in it
     */
    public record Talk(long id, String channel, String state, Instant lastAt) {}

    /**
     * Those whose name, or its last word, begins with a text, and those whose id or mail address it is.
     *
     * @param most how many at most
     */
    public List<Participant> find(String text, int most) {
        String said = text.replace("\0", "").strip();
        return said.isEmpty()
                ? List.of()
                : jdbc.sql(
                        """
                                select * from (
                                (select id, channel, external_id, name, language, seen_at from participant where name is not null
                                    and lower(name) ~>=~ lower(:said) and lower(name) ~<~ (lower(:said) || :end) limit :most)
                                union
                                (select id, channel, external_id, name, language, seen_at from participant where name is not null
                                    and lower(substring(name from '[^ ]+$')) ~>=~ lower(:said)
                                    and lower(substring(name from '[^ ]+$')) ~<~ (lower(:said) || :end) limit :most)
                                union
                                select id, channel, external_id, name, language, seen_at from participant
                                where channel in (:channels) and external_id in (:said, lower(:said))
                                ) found order by seen_at desc, id desc limit :most""")
                        .param("said", said).param("end", END).param("channels", channels).param("most", most)
                        .query(People::participant).list();
    }

    /** One of them. */
    public Optional<Participant> find(long id) {
        return jdbc.sql(COLUMNS + "id = ?").param(id).query(People::participant).optional();
    }

    private static Participant participant(ResultSet row, int n) throws SQLException {
        return new Participant(row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5),
                row.getObject(6, OffsetDateTime.class).toInstant());
    }

    /**
     * The conversations in which a participant wrote, the last one first.
     *
     * @param most how many at most
     */
    public List<Talk> conversations(long participant, int most) {
        return jdbc.sql("""
                select c.id, c.channel, c.state,
                       (select said_at from message where conversation_id = c.id order by id desc limit 1) as last_at
                from (select conversation_id, max(id) as wrote from (
                          select conversation_id, id from message where participant_id = :participant
                          order by id desc limit :looked) m
                      group by conversation_id order by 2 desc limit :most) s
                join conversation c on c.id = s.conversation_id order by s.wrote desc""")
                .param("participant", participant).param("looked", LOOKED_THROUGH).param("most", most)
                .query((row, n) -> new Talk(row.getLong(1), row.getString(2), row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .list();
    }
}
