package io.parley.answering.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** A prompt of the model, read from a file that begins by saying which variables it takes. */
final class Prompt {

    private static final Pattern FILE = Pattern.compile("\\A---\\R(.*?\\R)---\\R(.*)\\z", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");

    private final String template;
    private final String version;

    private Prompt(String template, String version) {
        this.template = template;
        this.version = version;
    }

    /**
     * Reads a prompt.
     *
     * @param file     the prompt
     * @param provided the variables that will be filled in
     * @throws IllegalArgumentException when the variables of its text, of its first lines and of the program differ; the
     *                                  message names the file and the variable
     */
    static Prompt read(Resource file, Set<String> provided) {
        Matcher parts = FILE.matcher(content(file));
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    name(file) + " does not begin with its variables between two lines of three hyphens.");
        }
        Map<?, ?> head = head(file, parts.group(1));
        Set<String> documented = documented(file, head);
        Set<String> used = used(parts.group(2));
        check(file, used, documented, "uses {{%s}} without saying in its first lines what it is");
        check(file, documented, used, "says that it takes %s, but does not use it");
        check(file, used, provided, "uses {{%s}}, which nobody fills in; known are " + new TreeSet<>(provided));
        check(file, provided, used, "lacks {{%s}}, without which the model does not know enough");
        return new Prompt(parts.group(2).strip(), head.get("version") == null ? "" : head.get("version").toString());
    }

    /** The version that its first lines name; empty when they name none. */
    String version() {
        return version;
    }

    /** The text with its variables filled in; braces inside values are left as they are. */
    String with(Map<String, String> values) {
        return VARIABLE.matcher(template).replaceAll(
                variable -> Matcher.quoteReplacement(Objects.requireNonNull(values.get(variable.group(1)))));
    }

    private static Map<?, ?> head(Resource file, String lines) {
        try {
            Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(lines);
            return yaml instanceof Map<?, ?> map ? map : Map.of();
        } catch (YAMLException e) {
            throw new IllegalArgumentException(name(file) + " has first lines that are no YAML: " + e.getMessage(), e);
        }
    }

    private static Set<String> documented(Resource file, Map<?, ?> head) {
        if (head.get("variables") instanceof Map<?, ?> variables) {
            return variables.keySet().stream().map(String::valueOf).collect(Collectors.toSet());
        }
        throw new IllegalArgumentException(name(file) + " has no \"variables:\" in its first lines.");
    }

    private static Set<String> used(String text) {
        return VARIABLE.matcher(text).results().map((MatchResult variable) -> variable.group(1))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static void check(Resource file, Set<String> these, Set<String> among, String problem) {
        for (String variable : these) {
            if (!among.contains(variable)) {
                throw new IllegalArgumentException(name(file) + " " + problem.formatted(variable) + ".");
            }
        }
    }

    private static String content(Resource file) {
        try {
            return file.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("The prompt " + name(file) + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String name(Resource file) {
        return file.getDescription();
    }
}
