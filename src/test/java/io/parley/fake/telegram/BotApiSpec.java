package io.parley.fake.telegram;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The requests that the Bot API accepts, read from its published description: every method and type with its fields,
 * and the limits that its prose names. Without the file every known method takes anything.
 */
final class BotApiSpec {

    /** Where the description lies, seen from the project's folder. */
    static final Path FILE = Path.of("../shared/data/telegram/bot-api-spec.json");

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern LENGTH = Pattern.compile("(\\d+)-(\\d+) (characters|bytes)");
    private static final Pattern RANGE = Pattern.compile("(?:between |, )(\\d+)-(\\d+)(?: are accepted|\\. Defaults)");
    private static final Pattern CONSTANT = Pattern.compile("(?:must be|always) \"?(\\w+)\"?$");
    private static final String ARRAY = "Array of ";

    private record Limit(int least, int most, String unit) {}

    private record Field(String name, List<String> types, boolean required, @Nullable Limit limit,
            @Nullable String constant) {}

    private record Shape(String name, Map<String, Field> fields, List<String> subtypes) {}

    private final Map<String, Shape> methods = new HashMap<>();
    private final Map<String, Shape> types = new HashMap<>();

    private BotApiSpec() {}

    /** The description in the shared test data, or an empty one where that folder is absent. */
    static BotApiSpec load() {
        var spec = new BotApiSpec();
        if (!Files.isReadable(FILE)) {
            System.out.println("Requests to the Telegram test server are not validated: " + FILE + " is absent.");
            return spec;
        }
        JsonNode root = JSON.readTree(FILE);
        root.get("methods").forEach(m -> spec.methods.put(key(m.get("name").asString()), shape(m)));
        root.get("types").forEach(t -> spec.types.put(t.get("name").asString(), shape(t)));
        return spec;
    }

    /** Whether the description was there. */
    boolean present() {
        return !methods.isEmpty();
    }

    /** The method's name as the description writes it, or null if there is none. */
    @Nullable
    String methodName(String name) {
        Shape method = methods.get(key(name));
        return method == null ? null : method.name;
    }

    /** The violations in a request; empty if there are none. */
    List<String> problems(String method, ObjectNode request) {
        Shape shape = methods.get(key(method));
        var problems = new ArrayList<String>();
        if (shape != null) {
            checkObject(shape, request, method, problems);
        }
        return problems;
    }

    /** The violations in a value of one of the API's types; empty if there are none. */
    List<String> problemsOfType(String type, JsonNode value) {
        var problems = new ArrayList<String>();
        check(type, value, type, problems);
        return problems;
    }

    /** Turns the strings of a form or a query into what the method's fields take. */
    ObjectNode typed(String method, Map<String, String> form) {
        ObjectNode request = JSON.createObjectNode();
        Shape shape = methods.get(key(method));
        form.forEach((name, value) -> {
            Field field = shape == null ? null : shape.fields.get(name);
            request.set(name, field == null ? JSON.valueToTree(value) : typed(field, value));
        });
        return request;
    }

    private static JsonNode typed(Field field, String value) {
        boolean integer = field.types.contains("Integer") && value.matches("-?\\d{1,18}");
        boolean truth = field.types.contains("Boolean") && value.matches("(?i)true|false");
        if (integer || truth || !field.types.contains("String")) {
            try {
                return JSON.readTree(value.toLowerCase(Locale.ROOT).equals("true") ? "true" : value);
            } catch (tools.jackson.core.JacksonException e) {
                return JSON.valueToTree(value);
            }
        }
        return JSON.valueToTree(value);
    }

    private void checkObject(Shape shape, JsonNode node, String path, List<String> problems) {
        if (!node.isObject()) {
            problems.add(path + " is not an object");
            return;
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            Field field = shape.fields.get(entry.getKey());
            if (field == null) {
                problems.add(path + "." + entry.getKey() + " is not a field of " + shape.name);
            } else {
                checkField(field, entry.getValue(), path + "." + entry.getKey(), problems);
            }
        }
        shape.fields.values().stream().filter(f -> f.required && !node.has(f.name))
                .forEach(f -> problems.add(path + "." + f.name + " is missing"));
    }

    private void checkField(Field field, JsonNode value, String path, List<String> problems) {
        List<String> fewest = null;
        for (String type : field.types) {
            var found = new ArrayList<String>();
            check(type, value, path, found);
            if (fewest == null || found.size() < fewest.size()) {
                fewest = found;
            }
        }
        problems.addAll(fewest == null ? List.of() : fewest);
        if (field.limit != null) {
            checkLimit(field.limit, value, path, problems);
        }
        if (field.constant != null && value.isString() && !field.constant.equals(value.asString())) {
            problems.add(path + " must be " + field.constant);
        }
    }

    private static void checkLimit(Limit limit, JsonNode value, String path, List<String> problems) {
        int size = switch (limit.unit) {
            case "bytes" -> value.asString("").getBytes(StandardCharsets.UTF_8).length;
            case "characters" -> value.asString("").length();
            default -> value.asInt(limit.least);
        };
        if (size < limit.least || size > limit.most) {
            problems.add(path + " has " + size + ", allowed are " + limit.least + "-" + limit.most + " " + limit.unit);
        }
    }

    private void check(String type, JsonNode value, String path, List<String> problems) {
        if (type.startsWith(ARRAY)) {
            checkArray(type.substring(ARRAY.length()), value, path, problems);
            return;
        }
        boolean fits = switch (type) {
            case "Integer" -> value.isIntegralNumber() && value.bigIntegerValue().abs().bitLength() < Long.SIZE;
            case "Float" -> value.isNumber();
            case "String", "InputFile" -> value.isString() && wellFormed(value.asString());
            case "Boolean", "True" -> value.isBoolean();
            default -> true;
        };
        if (!fits) {
            problems.add(path + " is not of type " + type);
        }
        Shape shape = types.get(type);
        if (shape != null && !type.equals("InputFile")) {
            checkShape(shape, value, path, problems);
        }
    }

    private void checkArray(String element, JsonNode value, String path, List<String> problems) {
        if (!value.isArray()) {
            problems.add(path + " is not an array");
            return;
        }
        for (int i = 0; i < value.size(); i++) {
            check(element, value.get(i), path + "[" + i + "]", problems);
        }
    }

    private void checkShape(Shape shape, JsonNode value, String path, List<String> problems) {
        if (shape.subtypes.isEmpty()) {
            checkObject(shape, value, path, problems);
            return;
        }
        List<String> fewest = null;
        for (String subtype : shape.subtypes) {
            var found = new ArrayList<String>();
            check(subtype, value, path, found);
            if (found.isEmpty()) {
                return;
            }
            fewest = fewest == null || found.size() < fewest.size() ? found : fewest;
        }
        problems.add(path + " fits no kind of " + shape.name);
        problems.addAll(fewest == null ? List.of() : fewest);
    }

    private static boolean wellFormed(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static Shape shape(JsonNode node) {
        var fields = new LinkedHashMap<String, Field>();
        node.path("fields").forEach(f -> fields.put(f.get("name").asString(), field(f)));
        return new Shape(node.get("name").asString(), fields, strings(node.path("subtypes")));
    }

    private static Field field(JsonNode node) {
        String prose = node.get("description").asString();
        Matcher constant = CONSTANT.matcher(prose);
        return new Field(node.get("name").asString(), strings(node.get("types")), node.get("required").asBoolean(),
                limit(prose), constant.find() ? constant.group(1) : null);
    }

    /** Lengths that are counted after entities are parsed are the sender's to check, once they are parsed. */
    private static @Nullable Limit limit(String prose) {
        Matcher length = LENGTH.matcher(prose);
        if (length.find()) {
            return prose.contains("after entit") ? null : limit(length, length.group(3));
        }
        Matcher range = RANGE.matcher(prose);
        return range.find() ? limit(range, "") : null;
    }

    private static Limit limit(Matcher numbers, String unit) {
        return new Limit(new BigInteger(numbers.group(1)).intValue(), new BigInteger(numbers.group(2)).intValue(),
                unit);
    }

    private static List<String> strings(JsonNode array) {
        var strings = new ArrayList<String>();
        array.forEach(n -> strings.add(n.asString()));
        return List.copyOf(strings);
    }

    private static String key(String method) {
        return method.toLowerCase(Locale.ROOT);
    }
}
