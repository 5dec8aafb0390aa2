package io.parley.insight.web;

import io.parley.insight.EntryFigures;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How matters went by the entry that answered last in them, as programs read it. */
@Component
class EntryJson {
    private final EntryFigures entries;

    EntryJson(EntryFigures entries) {
        this.entries = entries;
    }

    /** Those with the most matters. */
    List<Map<String, Object>> rows(LocalDate from, LocalDate to) {
        return entries.top(from, to, EntryFigures.MAX_ENTRIES).stream().map(EntryJson::row).toList();
    }

    private static Map<String, Object> row(EntryFigures.Row row) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("entry", row.entry());
        all.put("question", row.question());
        Map<String, Long> counts = new LinkedHashMap<>();
        EntryFigures.COUNTED.forEach(name -> counts.put(name, row.count(name)));
        all.put("counts", counts);
        Map<String, ShareJson> shares = new LinkedHashMap<>();
        EntryFigures.SHARES.forEach(name -> shares.put(name, ShareJson.of(row.share(name))));
        all.put("shares", shares);
        return all;
    }
}
