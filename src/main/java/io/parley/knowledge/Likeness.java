package io.parley.knowledge;

import io.parley.knowledge.embedding.Chunks;
import io.parley.knowledge.embedding.Embedder;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.IndexedEntry;
import io.parley.knowledge.faq.Phrasing;
import io.parley.knowledge.search.FaqIndexes;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Search;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** How near texts are to each other, and to the published entries, by the built-in model: nothing leaves the machine. */
public final class Likeness {

    private final FaqIndexes indexes;
    private final Search search;
    private final Embedder embedder;
    private final Chunks chunks;

    Likeness(FaqIndexes indexes, Search search, Embedder embedder, Chunks chunks) {
        this.indexes = indexes;
        this.search = search;
        this.embedder = embedder;
        this.chunks = chunks;
    }

    /**
     * An entry near a question.
     *
     * @param confidence how probable it is that the entry answers the question, 0 to 1
     * @param cosine how near the nearest way to ask for it is, -1 to 1
     */
    public record Near(FaqEntry entry, double confidence, double cosine) {}

    /** The published entries that a question may mean, the likeliest first. */
    public List<Near> near(String question, int most) {
        float[] vector = vector(question);
        return search.search(question, most).stream().filter(Hit::isAnswerable)
                .map(hit -> new Near(hit.entry(), hit.confidence().value(), nearest(vector, hit.entry().id())))
                .toList();
    }

    private double nearest(float[] vector, FaqId entry) {
        IndexedEntry indexed = indexes.answers().entries().get(entry);
        return indexed == null
                ? 0
                : indexed.phrasings().stream().filter(Phrasing::asks).map(Phrasing::vector).filter(Objects::nonNull)
                        .mapToDouble(way -> cosine(vector, way)).max().orElse(0);
    }

    /** The unit vector of a text; of a long one, that of the mean of its pieces. */
    public float[] vector(String text) {
        List<float[]> pieces = embedder.embedAll(chunks.of(text));
        if (pieces.size() == 1) {
            return pieces.getFirst();
        }
        float[] sum = embedder.embed("");
        pieces.forEach(piece -> add(sum, piece));
        double length = Math.sqrt(cosine(sum, sum));
        for (int i = 0; i < sum.length && length > 0; i++) {
            sum[i] = (float) (sum[i] / length);
        }
        return sum;
    }

    private static void add(float[] sum, float[] piece) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += piece[i];
        }
    }

    /** The cosine of two unit vectors; 0 if they come from different models. */
    public static double cosine(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length && one.length == other.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    /** Whether a published entry has this text in it, in any case, so that everybody may read it. */
    public boolean isPublished(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return indexes.answers().entries().values().stream().flatMap(Likeness::texts)
                .anyMatch(published -> published.toLowerCase(Locale.ROOT).contains(wanted));
    }

    private static Stream<String> texts(IndexedEntry indexed) {
        FaqEntry entry = indexed.entry();
        return Stream.concat(
                Arrays.asList(entry.question(), entry.answer(), entry.url(), entry.keywords()).stream()
                        .filter(Objects::nonNull),
                indexed.phrasings().stream().filter(phrasing -> !phrasing.kind().isLearned()).map(Phrasing::text));
    }
}
