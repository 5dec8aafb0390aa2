package io.parley.desk.operation;

import java.util.Comparator;
import java.util.List;

/** The parts of the page of settings. */
final class SettingParts {
    private static final List<Place> PLACES = List.of(
            new Place("answering", List.of("parley.confidence.answer", "parley.confidence.choices")),
            new Place("hours", List.of("parley.office-hours", "parley.holidays")),
            new Place("tickets", List.of("parley.handover.round-robin", "parley.handover.start-within",
                    "parley.handover.return-after", "parley.handover.escalate-after")),
            new Place("customers", List.of("parley.handover.csat")),
            new Place("learning", List.of("parley.learning.enabled")));

    private SettingParts() {}

    /**
     * A part, and what stands in it.
     *
     * @param id its word, by which an address leads to it
     * @param keys the settings, in their order
     */
    private record Place(String id, List<String> keys) {}

    /** A part as it is shown. */
    record Part(String id, List<SettingPages.Row> rows) {}

    /** Puts settings into their parts; one that has none stands in the last. */
    static List<Part> of(List<SettingPages.Row> rows) {
        return PLACES.stream()
                .map(place -> new Part(place.id(), rows.stream().filter(row -> place(row).equals(place))
                        .sorted(Comparator.comparingInt(row -> place.keys().indexOf(row.setting().key()))).toList()))
                .filter(part -> !part.rows().isEmpty()).toList();
    }

    private static Place place(SettingPages.Row row) {
        return PLACES.stream().filter(place -> place.keys().contains(row.setting().key())).findFirst()
                .orElseGet(PLACES::getLast);
    }
}
