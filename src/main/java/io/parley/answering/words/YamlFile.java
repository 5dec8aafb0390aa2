package io.parley.answering.words;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads a record from a YAML file, and says which word is missing when one is. */
public final class YamlFile {

    private YamlFile() {}

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException when it cannot be read, or lacks something; the message names both
     */
    public static <T extends Record> T read(Resource file, Class<T> type) {
        return read(List.of(file), type);
    }

    /**
     * Reads files of which each has what those before it lack.
     *
     * @throws IllegalArgumentException when one cannot be read, or all lack something; the message names it
     */
    public static <T extends Record> T read(List<Resource> files, Class<T> type) {
        String names = files.stream().map(Resource::getDescription).distinct().collect(Collectors.joining(", "));
        try {
            List<PropertySource<?>> sources = new ArrayList<>();
            for (Resource file : files) {
                sources.add(source(file));
            }
            T value = new Binder(ConfigurationPropertySources.from(sources)).bind("", type).get();
            checkComplete(value);
            return value;
        } catch (BindException | IllegalStateException | YAMLException e) {
            throw new IllegalArgumentException(names + " cannot be read: " + e.getMessage() + " " + cause(e), e);
        }
    }

    /** A file's properties; a list of words is one, as to bind words one by one takes long. */
    private static PropertySource<?> source(Resource file) {
        YamlMapFactoryBean yaml = new YamlMapFactoryBean();
        yaml.setResources(file);
        Map<String, Object> flat = new LinkedHashMap<>();
        addTo(flat, "", yaml.getObject());
        return new MapPropertySource(file.getDescription(), flat);
    }

    private static void addTo(Map<String, Object> flat, String name, @Nullable Object value) {
        switch (value) {
            case Map<?, ?> map -> map.forEach((key, one) -> addTo(flat, name.isEmpty() ? "" + key : name + "." + key,
                    one));
            case List<?> list when list.stream().anyMatch(one -> one instanceof Map || one instanceof List) -> {
                for (int i = 0; i < list.size(); i++) {
                    addTo(flat, name + "[" + i + "]", list.get(i));
                }
            }
            case List<?> list -> flat.put(name, list.stream().map(one -> one == null ? "" : one).toList());
            case null -> flat.put(name, "");
            default -> flat.put(name, value);
        }
    }

    private static String cause(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Objects.requireNonNullElse(cause.getMessage(), "");
    }

    private static void checkComplete(Record value) {
        List<String> missing = Arrays.stream(value.getClass().getRecordComponents())
                .filter(component -> valueOf(component, value) == null).map(RecordComponent::getName).toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("it lacks " + String.join(", ", missing) + ".");
        }
    }

    @SuppressWarnings("NullAway") // a component that the file lacks is null whatever its type says
    private static Object valueOf(RecordComponent component, Record value) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
