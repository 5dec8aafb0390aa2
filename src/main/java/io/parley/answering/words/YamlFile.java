package io.parley.answering.words;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;

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
                sources.addAll(new YamlPropertySourceLoader().load(file.getDescription(), file));
            }
            T value = new Binder(ConfigurationPropertySources.from(sources)).bind("", type).get();
            checkComplete(value);
            return value;
        } catch (IOException | BindException | IllegalStateException e) {
            throw new IllegalArgumentException(names + " cannot be read: " + e.getMessage() + " " + cause(e), e);
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
