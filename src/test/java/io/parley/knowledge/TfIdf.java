package io.parley.knowledge;

import io.parley.knowledge.importing.FaqRow;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How near texts are to the ways to ask of a FAQ, by tf-idf.
 *
 * @param words the FAQ's words
 * @param ways  the vectors of each entry's ways to ask
 */
record TfIdf(WordVectors words, Map<FaqId, List<WordVectors.Sparse>> ways) {

    static TfIdf of(List<FaqRow> rows) {
        WordVectors words = new WordVectors(rows.stream().flatMap(TfIdf::ways).toList(), Integer.MAX_VALUE);
        return new TfIdf(words, rows.stream()
                .collect(Collectors.toMap(FaqRow::id, row -> ways(row).map(words::of).toList(), (one, other) -> one)));
    }

    private static Stream<Map<String, Integer>> ways(FaqRow row) {
        return Stream.concat(Stream.of(row.question()), row.alternatives().stream()).map(IndexFields::words);
    }

    /** The cosine to the nearest way to ask of each of these entries. */
    double[] of(String text, List<FaqId> entries) {
        float[] vector = new float[words.size()];
        words.of(IndexFields.words(text)).addTo(vector, 1);
        return entries.stream().mapToDouble(entry -> ways.getOrDefault(entry, List.of()).stream()
                .mapToDouble(way -> way.dot(vector)).max().orElse(0)).toArray();
    }
}
