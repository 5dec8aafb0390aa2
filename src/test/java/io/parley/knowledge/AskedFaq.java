package io.parley.knowledge;

import io.parley.evaluation.QuestionFile;
import io.parley.evaluation.TestQuestion;
import io.parley.knowledge.embedding.Chunks;
import io.parley.knowledge.embedding.Corpus;
import io.parley.knowledge.embedding.Embedder;
import io.parley.knowledge.embedding.Forward;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.ImportListener;
import io.parley.knowledge.faq.IndexedEntry;
import io.parley.knowledge.ranking.Calibration;
import io.parley.knowledge.search.FaqIndex;
import io.parley.knowledge.search.FaqSearch;
import io.parley.knowledge.search.Search;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A FAQ in memory that is asked questions to see how long that takes, and the model that it is asked with. */
public final class AskedFaq {

    private static final Path QUESTIONS = Path.of("src/test/resources/starter/rephrased.csv");

    private final List<String> questions;
    private final Forward forward;
    private final Search search;
    private final Search searchAlone;
    private final Map<FaqId, FaqEntry> entries;

    private AskedFaq(Embedder embedder, List<String> questions, Search search, Rehearsal rehearsal) {
        this.questions = questions;
        this.forward = new Forward(embedder, questions);
        this.search = search;
        this.searchAlone = rehearsal.taught(List.of());
        this.entries = rehearsal.published().stream().collect(Collectors.toMap(FaqEntry::id, Function.identity()));
    }

    /** The starter FAQ, and what people ask a shop. */
    public static AskedFaq shop() {
        Embedder embedder = embedder();
        FaqTrials.Trial trial = new FaqTrials(embedder, new Chunks(embedder.wordPieces()), Calibration.shipped())
                .of(Path.of("db/faq/starter.csv"), ImportListener.SILENT);
        List<String> questions = QuestionFile.read(QUESTIONS).stream().map(TestQuestion::text).toList();
        return new AskedFaq(embedder, questions, trial.search(), trial.rehearsal());
    }

    /** All phrasings of the corpus, and its questions. */
    public static AskedFaq of(Corpus corpus) {
        Embedder embedder = embedder();
        Chunks chunks = new Chunks(embedder.wordPieces());
        Calibration calibration = Calibration.shipped();
        List<IndexedEntry> entries = corpus.entries();
        FaqIndex index = new FaqIndex(embedder.wordPieces()::isWord);
        index.apply(entries);
        index.awaitTraining();
        return new AskedFaq(embedder, corpus.questions(), new FaqSearch(index, embedder, chunks, calibration),
                new Rehearsal(entries, embedder, chunks, calibration));
    }

    private static Embedder embedder() {
        return Corpus.embedder(Corpus.model());
    }

    /** The questions that it is asked. */
    public List<String> questions() {
        return questions;
    }

    /** One run of the model, and nothing else: the 8-bit one on a question that is cut into word pieces already. */
    public float[] forward(int question) {
        return forward.run(question);
    }

    /** Searches with the model. */
    public Search search() {
        return search;
    }

    /** Searches with the vectors that it remembers of texts that it was asked before. */
    public Search searchAlone() {
        return searchAlone;
    }

    /** An entry of the FAQ. */
    public Optional<FaqEntry> entry(FaqId id) {
        return Optional.ofNullable(entries.get(id));
    }
}
