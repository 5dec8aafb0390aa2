package io.parley.knowledge;

import io.parley.knowledge.embedding.Chunks;
import io.parley.knowledge.embedding.Embedder;
import io.parley.knowledge.embedding.SharedEmbedder;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.ImportListener;
import io.parley.knowledge.importing.FaqFile;
import io.parley.knowledge.importing.FaqFormat;
import io.parley.knowledge.ranking.Calibration;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Search;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The search over the starter FAQ, in memory, for tests of other packages. */
public final class StarterSearch implements Search {

    private static final Path FILE = Path.of("db/faq/starter.csv");

    private final Search search;
    private final Map<FaqId, FaqEntry> entries;

    private StarterSearch(Search search, Map<FaqId, FaqEntry> entries) {
        this.search = search;
        this.entries = entries;
    }

    /** Reads, embeds and indexes the FAQ that ships; takes a few seconds. */
    public static StarterSearch open() {
        Embedder embedder = SharedEmbedder.EMBEDDER;
        Search search = new FaqTrials(embedder, new Chunks(embedder.wordPieces()), Calibration.shipped())
                .of(FILE, ImportListener.SILENT)
                .search();
        return new StarterSearch(search, FaqFormat.contentsOf(FaqFile.read(FILE)).rows().stream()
                .map(row -> row.onto(null)).collect(Collectors.toMap(FaqEntry::id, Function.identity())));
    }

    @Override
    public List<Hit> search(String text, int k) {
        return search.search(text, k);
    }

    /** An entry of the starter FAQ. */
    public Optional<FaqEntry> entry(FaqId id) {
        return Optional.ofNullable(entries.get(id));
    }
}
