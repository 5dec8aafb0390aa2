package io.parley.settings;

import io.parley.audit.Audit;
import io.parley.audit.Deed;
import io.parley.cluster.Notifications;
import io.parley.settings.SettingChange.Outcome;
import io.parley.settings.SettingRows.Row;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The settings that operators change. A package that has some makes a bean of {@link #live}, and asks it for the record each
 * time that it needs one: {@code Live<HandoverSettings>}.
 */
@Component
public final class Settings {
    static final String TOPIC = "settings";

    private final SettingRows rows;
    private final Audit audit;
    private final Notifications notifications;
    private final InstantSource clock;
    private final TransactionTemplate transaction;
    private final List<SettingRecord<?>> records = new CopyOnWriteArrayList<>();
    private Map<String, String> known = Map.of();

    Settings(SettingRows rows, Audit audit, Notifications notifications, InstantSource clock,
            PlatformTransactionManager transactions) {
        this.rows = rows;
        this.audit = audit;
        this.notifications = notifications;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Opens settings of a record to operators.
     *
     * @param configured the record that this instance started with
     * @param names the names of those settings, without the record's prefix, such as {@code return-after}
     */
    public <T extends Record> Live<T> live(T configured, String... names) {
        return live(configured, (name, value) -> Optional.empty(), names);
    }

    /**
     * The same, where not each value that may be configured may be set at the desk.
     *
     * @param fault says of a setting's name and value what is wrong with it, in a sentence
     */
    public <T extends Record> Live<T> live(T configured, Fault fault, String... names) {
        SettingRecord<T> made = new SettingRecord<>(configured, fault, Set.of(names));
        synchronized (this) {
            made.put(known);
            records.add(made);
        }
        return made;
    }

    /** What is wrong with a value from the desk. */
    @FunctionalInterface
    public interface Fault {
        /** A sentence that says so; empty for nothing. */
        Optional<String> of(String name, String value);
    }

    /** All of them, as they are in the database, by key. */
    public List<Setting> all() {
        return all(rows.all());
    }

    private List<Setting> all(Map<String, Row> stored) {
        return records.stream().flatMap(one -> one.settings().stream()).map(one -> {
            Row row = stored.get(one.key());
            return row == null ? one : row.over(one);
        }).sorted(Comparator.comparing(Setting::key)).toList();
    }

    /** One of them, as it is in the database; empty where no setting of that name is open to operators. */
    public Optional<Setting> find(String key) {
        return find(key, rows.all());
    }

    private Optional<Setting> find(String key, Map<String, Row> stored) {
        return all(stored).stream().filter(one -> one.key().equals(key)).findFirst();
    }

    /** The variables of the settings beside them that change with a restart only, with their values. */
    public Map<String, String> fixed() {
        Map<String, String> fixed = new TreeMap<>();
        records.forEach(one -> fixed.putAll(one.fixed()));
        return fixed;
    }

    /** The last changes, the newest first. */
    public List<SettingChange> newest(int most) {
        return rows.newest(most);
    }

    /**
     * Changes a setting, on all instances within a second.
     *
     * @param setting as the one who changes it has seen it
     * @param value null for its default
     * @param revision the revision that they have seen
     * @param by their login
     */
    public Outcome change(Setting setting, @Nullable String value, int revision, String by) {
        Outcome outcome = Objects.requireNonNull(transaction.execute(status -> {
            rows.lock();
            return changed(setting.key(), value, revision, by);
        }));
        if (outcome instanceof SettingChange.Done) {
            refresh();
        }
        return outcome;
    }

    /**
     * A record as it would be with another value of one of its settings; nothing is changed.
     *
     * @param live what {@link #live} gave for the record
     * @throws IllegalArgumentException with a sentence, when the record cannot have that value
     */
    public <T extends Record> T preview(Live<T> live, String key, String value) {
        Map<String, String> values = values(rows.all());
        values.put(key, value);
        return ((SettingRecord<T>) live).of(values);
    }

    private Outcome changed(String key, @Nullable String value, int revision, String by) {
        Map<String, Row> stored = rows.all();
        Setting before = find(key, stored).orElseThrow();
        if (before.revision() != revision) {
            return new SettingChange.Conflict(before);
        }
        if (Objects.equals(before.value(), value)) {
            return new SettingChange.Done(before);
        }
        Map<String, String> values = values(stored);
        values.remove(key);
        if (value != null) {
            values.put(key, value);
        }
        Optional<String> fault = records.stream().filter(one -> one.has(key))
                .flatMap(one -> one.fault(values).stream()).findFirst();
        if (fault.isPresent()) {
            return new SettingChange.Refused(fault.get());
        }
        rows.put(new SettingChange(key, value, by, clock.instant()), revision + 1);
        audit.add(by, Deed.SETTING_CHANGED, key, value);
        notifications.publish(TOPIC, "");
        return new SettingChange.Done(find(key).orElseThrow());
    }

    private static Map<String, String> values(Map<String, Row> stored) {
        Map<String, String> values = new HashMap<>();
        stored.values().stream().filter(row -> row.value() != null)
                .forEach(row -> values.put(row.key(), String.valueOf(row.value())));
        return values;
    }

    /** Takes over what is in the database. */
    void refresh() {
        Map<String, String> values = values(rows.all());
        synchronized (this) {
            if (!values.equals(known)) {
                known = values;
                records.forEach(one -> one.put(values));
            }
        }
    }
}
