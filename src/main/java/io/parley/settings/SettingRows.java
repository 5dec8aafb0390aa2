package io.parley.settings;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was put over settings, and each change of that. */
@Repository
class SettingRows {
    /** More than there are settings; what else is in the table belongs to another version. */
    private static final int MAX_READ = 500;

    private final JdbcClient jdbc;

    SettingRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A setting that somebody changed.
     *
     * @param value null when it was put back to its default
     */
    record Row(String key, @Nullable String value, int revision, String changedBy, Instant changedAt) {
        Setting over(Setting setting) {
            return new Setting(key, setting.kind(), setting.configured(), value, revision, changedBy, changedAt);
        }
    }

    /** By key. */
    Map<String, Row> all() {
        return jdbc.sql("select key, value, revision, changed_by, changed_at from setting order by key limit ?")
                .param(MAX_READ)
                .query((row, n) -> new Row(row.getString(1), row.getString(2), row.getInt(3), row.getString(4),
                        row.getTimestamp(5).toInstant()))
                .list().stream().collect(Collectors.toMap(Row::key, Function.identity()));
    }

    /** Until the end of the transaction nobody else changes a setting: the settings of one record are checked together. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('parley-settings', 0))").query().listOfRows();
    }

    void put(SettingChange change, int revision) {
        Timestamp at = Timestamp.from(change.at());
        jdbc.sql(
                """
                        insert into setting (key, value, revision, changed_by, changed_at) values (:key, :value, :revision, :by, :at)
                        on conflict (key) do update set value = excluded.value, revision = excluded.revision,
                            changed_by = excluded.changed_by, changed_at = excluded.changed_at""")
                .param("key", change.key()).param("value", change.value()).param("revision", revision)
                .param("by", change.by()).param("at", at).update();
        jdbc.sql("insert into setting_change (key, value, changed_by, changed_at) values (:key, :value, :by, :at)")
                .param("key", change.key()).param("value", change.value()).param("by", change.by()).param("at", at)
                .update();
    }

    List<SettingChange> newest(int most) {
        return jdbc.sql("select key, value, changed_by, changed_at from setting_change order by id desc limit ?")
                .param(most)
                .query((row, n) -> new SettingChange(Objects.requireNonNull(row.getString(1)), row.getString(2),
                        Objects.requireNonNull(row.getString(3)), row.getTimestamp(4).toInstant()))
                .list();
    }
}
