package io.parley.knowledge;

import io.parley.knowledge.embedding.BuiltInModel;
import io.parley.knowledge.embedding.Chunks;
import io.parley.knowledge.embedding.Embedder;
import io.parley.knowledge.embedding.Embedding;
import io.parley.knowledge.embedding.SharedEmbedder;
import io.parley.knowledge.faq.EntryVersions;
import io.parley.knowledge.faq.FaqEntries;
import io.parley.knowledge.faq.FaqPhrasings;
import io.parley.knowledge.faq.ImportListener;
import io.parley.knowledge.faq.IndexedEntry;
import io.parley.knowledge.importing.FaqFile;
import io.parley.knowledge.importing.FaqRow;
import io.parley.knowledge.importing.ImportReport;
import io.parley.knowledge.importing.KnowledgeImport;
import io.parley.knowledge.importing.ShopSettings;
import io.parley.knowledge.ranking.Calibration;
import io.parley.knowledge.search.FaqIndexes;
import io.parley.knowledge.search.FaqSearch;
import io.parley.knowledge.search.Freshness;
import io.parley.knowledge.search.Search;
import io.parley.support.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** One instance's knowledge over a database; several fixtures over one database are several instances. */
public final class KnowledgeFixture implements AutoCloseable {

    /** Loading the model once is enough for all tests. */
    public static final Embedder EMBEDDER = SharedEmbedder.EMBEDDER;

    public final FaqEntries entries;
    public final FaqPhrasings phrasings;
    public final KnowledgeImport knowledgeImport;
    public final Embedding embedding;
    public final Freshness freshness;
    public final FaqIndexes indexes = new FaqIndexes(EMBEDDER.wordPieces()::isWord);
    public final Search search;
    public final Catalogue catalogue;
    public final Knowledge knowledge;
    public final Teaching teaching;
    final StarterFaq starter;
    final AtomicInteger signals = new AtomicInteger();

    KnowledgeFixture(TestDatabase database, KnowledgeSettings settings) {
        Chunks chunks = new Chunks(EMBEDDER.wordPieces());
        TransactionTemplate transaction = database.transactions();
        TransactionTemplate oneView = database.transactions();
        oneView.setReadOnly(true);
        oneView.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        entries = new FaqEntries(database.jdbc());
        phrasings = new FaqPhrasings(database.jdbc());
        embedding = new Embedding(entries, phrasings, EMBEDDER, Embedding.BATCH, transaction, signals::incrementAndGet);
        knowledgeImport = new KnowledgeImport(entries, phrasings, new EntryVersions(database.jdbc()), chunks, embedding,
                transaction,
                signals::incrementAndGet, ShopSettings.unknown());
        freshness = new Freshness(entries, phrasings, BuiltInModel.MINILM_Q.version(), indexes, oneView);
        FaqSearch answers = new FaqSearch(indexes.answers(), EMBEDDER, chunks, Calibration.shipped());
        search = answers;
        catalogue = new Catalogue(answers,
                new FaqSearch(indexes.unanswered(), EMBEDDER, chunks, Calibration.shipped()),
                indexes.unanswered()::isEmpty);
        knowledge = new Knowledge(indexes, freshness, null);
        teaching = new Teaching(entries, phrasings, embedding, transaction, signals::incrementAndGet, indexes.answers(),
                new Teaching.Trying(EMBEDDER, chunks, Calibration.shipped()));
        starter = new StarterFaq(settings, entries, knowledgeImport, transaction);
    }

    /** Knowledge over a database, which is filled by what a test imports. */
    public static KnowledgeFixture over(TestDatabase database) {
        return new KnowledgeFixture(database,
                new KnowledgeSettings(new org.springframework.core.io.ClassPathResource("db/faq/starter.csv"), true,
                        true));
    }

    /** Imports a FAQ in the format of CSV files, and makes it searchable. */
    public ImportReport importCsv(String csv) {
        ImportReport report = knowledgeImport.importFile(
                FaqFile.of("faq.csv", csv.getBytes(StandardCharsets.UTF_8)), ImportListener.SILENT);
        freshness.catchUp();
        return report;
    }

    /** A search in the entries of these rows, judged by this calibration. */
    public static FaqSearch searchIn(List<FaqRow> rows, Calibration calibration) {
        return new FaqTrials(EMBEDDER, new Chunks(EMBEDDER.wordPieces()), calibration).search(rows);
    }

    /** Fills an empty database, as this instance's start does. */
    public void importStarter() {
        starter.importIfEmpty();
    }

    /** The entries of these rows as they are in an index. */
    static List<IndexedEntry> indexed(List<FaqRow> rows) {
        return new FaqTrials(EMBEDDER, new Chunks(EMBEDDER.wordPieces()), Calibration.shipped()).indexed(rows);
    }

    /** How near texts are to each other and to the entries. */
    public Likeness likeness() {
        return new Likeness(indexes, search, EMBEDDER, new Chunks(EMBEDDER.wordPieces()));
    }

    public List<String> ids(String text) {
        return search.search(text, 5).stream().map(hit -> hit.entry().id().value()).toList();
    }

    @Override
    public void close() {
        freshness.close();
        indexes.close();
    }
}
