package io.parley.knowledge;

import io.parley.knowledge.importing.FaqFile;
import io.parley.knowledge.importing.FaqFormat;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The search over a FAQ file, in memory, for tests of other packages. */
public final class FileSearch implements Search {

    private final Search search;
    private final Map<FaqId, FaqEntry> entries;

    private FileSearch(Search search, Map<FaqId, FaqEntry> entries) {
        this.search = search;
        this.entries = entries;
    }

    /** Reads, embeds and indexes a file; takes a few seconds for some hundred entries. */
    public static FileSearch of(Path file) {
        Embedder embedder = KnowledgeFixture.EMBEDDER;
        Search search = new FaqTrials(embedder, new Chunks(embedder.wordPieces()), Calibration.shipped())
                .of(file, ImportListener.SILENT).search();
        return new FileSearch(search,
                entriesOf(file).stream().collect(Collectors.toMap(FaqEntry::id, Function.identity())));
    }

    /** The entries of a file, without their other phrasings. */
    public static List<FaqEntry> entriesOf(Path file) {
        return FaqFormat.contentsOf(FaqFile.read(file)).rows().stream().map(row -> row.onto(null)).toList();
    }

    @Override
    public List<Hit> search(String text, int k) {
        return search.search(text, k);
    }

    @Override
    public List<Hit> meanings(String text, int k) {
        return search.meanings(text, k);
    }

    /** An entry of the file. */
    public Optional<FaqEntry> entry(FaqId id) {
        return Optional.ofNullable(entries.get(id));
    }

    /** All entries of the file. */
    public Collection<FaqEntry> entries() {
        return entries.values();
    }
}
