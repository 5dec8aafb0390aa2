package io.parley.knowledge.importing;

import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One JSON object a line, each an entry as {@link JsonCells} knows them. */
final class JsonLines implements FaqFormat {

    @Override
    public String title() {
        return "JSON Lines";
    }

    @Override
    public Set<String> endings() {
        return Set.of("jsonl", "ndjson", "json");
    }

    @Override
    public boolean fits(FaqFile file) {
        if (!file.text().stripLeading().startsWith("{")) {
            return false;
        }
        return file.ending().equals("jsonl") || file.ending().equals("ndjson") || isEntry(firstLine(file));
    }

    private static String firstLine(FaqFile file) {
        return file.text().lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    }

    private static boolean isEntry(String line) {
        try {
            JsonNode fields = JsonMapper.shared().readTree(line);
            return fields.has("question") || fields.has("tag");
        } catch (JacksonException e) {
            return false;
        }
    }

    @Override
    public Contents read(FaqFile file) {
        FaqRows rows = new FaqRows(file);
        long number = 0;
        for (String line : (Iterable<String>) file.text().lines()::iterator) {
            number++;
            try {
                if (!line.isBlank()) {
                    rows.read();
                    rows.add(new JsonCells(number, parsed(line)).row());
                }
            } catch (BadRow e) {
                rows.problem(number, e);
            }
        }
        return rows.contents();
    }

    private static JsonNode parsed(String line) throws BadRow {
        try {
            return JsonMapper.shared().readTree(line);
        } catch (JacksonException e) {
            throw new BadRow("is no well-formed JSON");
        }
    }
}
