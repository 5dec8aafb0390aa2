package io.parley.desk.faq;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What agents have written in the form of an entry and not saved yet; an agent has at most one for an entry, in all their browsers. */
@Repository
class EntryDrafts {
    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {
    };

    private final JdbcClient jdbc;
    private final JsonMapper mapper;
    private final InstantSource clock;

    EntryDrafts(JdbcClient jdbc, JsonMapper mapper, InstantSource clock) {
        this.jdbc = jdbc;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** An agent's form of an entry; an entry that is not there yet has no id. */
    record Place(long agent, @Nullable String entry) {}

    /**
     * A form that is not saved yet.
     *
     * @param key tells the form from others, so that what was saved from it is no draft any more
     * @param form what it says, with the revision on which it was begun
     */
    record Draft(String key, FaqForm form, Instant at) {}

    Optional<Draft> find(Place place) {
        return jdbc.sql("""
                select key, revision, fields, saved_at from entry_draft
                where agent_id = :agent and entry is not distinct from :entry and fields is not null""")
                .param("agent", place.agent()).param("entry", place.entry(), Types.VARCHAR)
                .query((row, n) -> new Draft(row.getString(1), form(row.getString(3), row.getInt(2)),
                        row.getTimestamp(4).toInstant()))
                .optional();
    }

    private FaqForm form(String fields, int revision) {
        return FaqForm.kept(mapper.readValue(fields, FIELDS), revision);
    }

    /** Keeps a form in place of the one before, unless it was saved or thrown away. */
    void keep(Place place, String key, FaqForm form) {
        write(place, key, form.revision(), mapper.writeValueAsString(form.texts()),
                "entry_draft.fields is not null or entry_draft.key <> excluded.key");
    }

    /** Forgets a form that was saved or is not wanted, also when its page keeps it once more; another form stays. */
    void forget(Place place, String key) {
        write(place, key, 0, null, "entry_draft.fields is null or entry_draft.key = excluded.key");
    }

    private void write(Place place, String key, int revision, @Nullable String fields, String where) {
        jdbc.sql("""
                insert into entry_draft (agent_id, entry, key, revision, fields, saved_at)
                values (:agent, :entry, :key, :revision, cast(:fields as jsonb), :at)
                on conflict (agent_id, entry) do update set key = excluded.key, revision = excluded.revision,
                    fields = excluded.fields, saved_at = excluded.saved_at
                where\s""" + where).param("agent", place.agent()).param("entry", place.entry(), Types.VARCHAR)
                .param("key", key).param("revision", revision).param("fields", fields, Types.VARCHAR)
                .param("at", Timestamp.from(clock.instant())).update();
    }
}
