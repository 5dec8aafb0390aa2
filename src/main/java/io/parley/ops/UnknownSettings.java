package io.parley.ops;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.ConfigurationPropertiesBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.stereotype.Component;

/**
 * Names that begin with {@code PARLEY_} or {@code parley.} and are no setting, most likely mistyped. Spring leaves them alone,
 * so a channel would stay off without a word.
 */
@Component
final class UnknownSettings {
    private static final Logger log = LoggerFactory.getLogger(UnknownSettings.class);
    /** Settings that are read by their names. */
    private static final List<String> OTHERS = List.of("parley.public-url", "parley.serving",
            "parley.knowledge.indexing",
            "parley.knowledge.starting");
    private static final int MAX_SUGGESTIONS = 2;
    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

    private final ConfigurableEnvironment environment;
    /** Each setting's name as a variable, by its name without what is written in several ways. */
    private final NavigableMap<String, String> known = new TreeMap<>();
    /** The beginnings of those that hold names of the operator's own. */
    private final Set<String> open = new TreeSet<>();

    UnknownSettings(ApplicationContext context, ConfigurableEnvironment environment) {
        this.environment = environment;
        OTHERS.forEach(this::add);
        for (ConfigurationPropertiesBean bean : ConfigurationPropertiesBean.getAll(context).values()) {
            Class<?> type = Objects.requireNonNull(bean.asBindTarget().getType().resolve());
            addAll(bean.getAnnotation().prefix(), type);
        }
    }

    private void addAll(String prefix, Class<?> type) {
        for (RecordComponent component : type.isRecord() ? type.getRecordComponents() : new RecordComponent[0]) {
            String name = prefix + "." + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            add(name);
            if (Map.class.isAssignableFrom(component.getType())) {
                open.add(plain(name));
            }
            addAll(name, component.getType());
        }
    }

    private void add(String name) {
        known.put(plain(name), variable(name));
    }

    /** A name without what the ways to write it differ in: {@code PARLEY_PUBLIC_URL} is {@code parley.public-url}. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("\\[?\\d+]?$", "").replaceAll("[-_.]", "");
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[-.]", "_");
    }

    /** A sentence for each, in the order of their names. */
    List<String> found() {
        return environment.getPropertySources().stream().filter(EnumerablePropertySource.class::isInstance)
                .flatMap(source -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()))
                .filter(name -> name.startsWith("PARLEY_") || name.startsWith("parley."))
                .filter(name -> !isKnown(plain(name))).distinct().sorted().map(this::sentence).toList();
    }

    private boolean isKnown(String plain) {
        return known.containsKey(plain) || open.stream().anyMatch(plain::startsWith);
    }

    private String sentence(String name) {
        return name + " is no setting and does nothing; did you mean " + String.join(" or ", near(plain(name))) + "?";
    }

    private List<String> near(String plain) {
        Comparator<Map.Entry<String, String>> alike = Comparator
                .comparingInt(setting -> DISTANCE.apply(setting.getKey(), plain));
        return known.entrySet().stream().sorted(alike).limit(MAX_SUGGESTIONS).map(Map.Entry::getValue).toList();
    }

    @EventListener(ApplicationReadyEvent.class)
    void warn() {
        found().forEach(log::warn);
    }
}
