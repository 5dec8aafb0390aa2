package io.parley.answering.model;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The entries of the FAQ that ships. */
final class StarterFaq {

    private static final Map<String, FaqEntry> ENTRIES = read();

    private StarterFaq() {}

    static FaqEntry entry(String id) {
        return Objects.requireNonNull(ENTRIES.get(id), id);
    }

    static List<FaqEntry> all() {
        return List.copyOf(ENTRIES.values());
    }

    private static Map<String, FaqEntry> read() {
        Map<String, FaqEntry> entries = new LinkedHashMap<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(Path.of("db/faq/starter.csv"))) {
            for (NamedCsvRecord row : rows) {
                entries.put(row.getField("id"), new FaqEntry(new FaqId(row.getField("id")), row.getField("question"),
                        row.getField("answer"), row.getField("category"), row.getField("keywords"),
                        row.getField("url").isEmpty() ? null : row.getField("url"), null, null, "en",
                        FaqEntry.State.PUBLISHED, 1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }
}
