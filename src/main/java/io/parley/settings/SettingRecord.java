package io.parley.settings;

import io.parley.settings.Setting.Kind;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;

/** A record of settings, some of which operators change. Its constructor says which values it takes. */
final class SettingRecord<T extends Record> implements Live<T> {
    /** In characters. */
    static final int MAX_VALUE = 2_000;
    private static final Logger log = LoggerFactory.getLogger(SettingRecord.class);
    private static final ConversionService CONVERSION = ApplicationConversionService.getSharedInstance();

    private final String prefix;
    private final T configured;
    private final Settings.Fault check;
    private final Set<String> open;
    private volatile T current;

    SettingRecord(T configured, Settings.Fault check, Set<String> open) {
        this.prefix = configured.getClass().getAnnotation(ConfigurationProperties.class).value() + ".";
        this.configured = configured;
        this.check = check;
        this.open = open;
        this.current = configured;
    }

    @Override
    public T now() {
        return current;
    }

    /** A part of the record as its setting. */
    private record Part(String key, Class<?> type, Object value) {
        String text() {
            return value instanceof Duration time
                    ? DurationStyle.SIMPLE.print(time, unit(time))
                    : String.valueOf(value);
        }

        private static ChronoUnit unit(Duration time) {
            return time.toDays() > 1 && time.equals(Duration.ofDays(time.toDays()))
                    ? ChronoUnit.DAYS
                    : time.toHours() > 0 && time.equals(Duration.ofHours(time.toHours()))
                            ? ChronoUnit.HOURS
                            : time.equals(Duration.ofMinutes(time.toMinutes()))
                                    ? ChronoUnit.MINUTES
                                    : ChronoUnit.SECONDS;
        }

        Kind kind() {
            return type == boolean.class
                    ? Kind.FLAG
                    : type == Duration.class ? Kind.TIME : type.isPrimitive() ? Kind.NUMBER : Kind.TEXT;
        }
    }

    private List<Part> parts(boolean areOpen) {
        List<Part> parts = new ArrayList<>();
        for (RecordComponent component : configured.getClass().getRecordComponents()) {
            String name = name(component);
            if (open.contains(name) == areOpen) {
                parts.add(new Part(prefix + name, component.getType(), value(component)));
            }
        }
        return parts;
    }

    /** The settings that operators change, as nobody has changed them yet. */
    List<Setting> settings() {
        return parts(true).stream()
                .map(part -> new Setting(part.key(), part.kind(), part.text(), null, 0, null, null)).toList();
    }

    boolean has(String key) {
        return settings().stream().anyMatch(one -> one.key().equals(key));
    }

    /** The variables of the other settings, with their values. */
    Map<String, String> fixed() {
        Map<String, String> fixed = new TreeMap<>();
        parts(false)
                .forEach(part -> fixed.put(part.key().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), part.text()));
        return fixed;
    }

    /** Puts values over those that this instance started with; one that the record does not take any more is left out. */
    void put(Map<String, String> values) {
        T next = build(values);
        if (!next.equals(current)) {
            current = next;
        }
    }

    private T build(Map<String, String> values) {
        try {
            return of(values);
        } catch (IllegalArgumentException e) {
            log.warn("Settings of the desk do not fit together, so that some are not in effect: {}", e.getMessage());
        }
        Map<String, String> fitting = new TreeMap<>();
        values.forEach((key, value) -> {
            Map<String, String> more = new TreeMap<>(fitting);
            more.put(key, value);
            if (fault(more).isEmpty()) {
                fitting.put(key, value);
            }
        });
        return of(fitting);
    }

    /** A sentence that says why the record cannot have these values together; empty when it can. */
    Optional<String> fault(Map<String, String> values) {
        try {
            of(values);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    T of(Map<String, String> values) {
        RecordComponent[] components = configured.getClass().getRecordComponents();
        Object[] parts = Arrays.stream(components).map(component -> {
            String name = name(component);
            String value = open.contains(name) ? values.get(prefix + name) : null;
            return value == null ? value(component) : converted(name, value, component.getType());
        }).toArray();
        return made(Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new), parts);
    }

    private Object converted(String name, String value, Class<?> type) {
        String key = prefix + name;
        if (value.length() > MAX_VALUE) {
            throw new IllegalArgumentException(key + " has at most " + MAX_VALUE + " characters.");
        }
        check.of(name, value).ifPresent(fault -> {
            throw new IllegalArgumentException(key + ": " + fault);
        });
        Object converted = null;
        try {
            converted = CONVERSION.convert(value, type);
        } catch (ConversionException e) {
            log.debug("{} cannot be {}", key, type, e);
        }
        if (converted == null) {
            throw new IllegalArgumentException(key + " cannot be \"" + value + "\"" + like(type));
        }
        return converted;
    }

    private static String like(Class<?> type) {
        return type == Duration.class
                ? "; write a time like 10m, 4h or 3d."
                : type == boolean.class ? "; it is true or false." : "; write a number like 0.5.";
    }

    @SuppressWarnings("unchecked")
    private T made(Class<?>[] types, Object[] parts) {
        try {
            Constructor<?> constructor = configured.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return (T) constructor.newInstance(parts);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException fault) {
                throw fault;
            }
            throw new IllegalStateException("The settings " + prefix + " cannot be made", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The settings " + prefix + " cannot be made", e);
        }
    }

    private Object value(RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(configured);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The settings " + prefix + " cannot be read", e);
        }
    }

    private static String name(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
