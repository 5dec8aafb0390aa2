package io.parley.knowledge;

import io.parley.audit.Audit;
import io.parley.cluster.LeaderElection;
import io.parley.cluster.Notifications;
import io.parley.knowledge.embedding.BuiltInModel;
import io.parley.knowledge.embedding.ChosenModel;
import io.parley.knowledge.embedding.Chunks;
import io.parley.knowledge.embedding.Embedder;
import io.parley.knowledge.embedding.Embedding;
import io.parley.knowledge.embedding.EmbeddingSettings;
import io.parley.knowledge.embedding.WordPieces;
import io.parley.knowledge.faq.ChangeSignal;
import io.parley.knowledge.faq.Drafts;
import io.parley.knowledge.faq.EntryVersions;
import io.parley.knowledge.faq.FaqEntries;
import io.parley.knowledge.faq.FaqPhrasings;
import io.parley.knowledge.importing.KnowledgeImport;
import io.parley.knowledge.importing.ShopSettings;
import io.parley.knowledge.ranking.Calibration;
import io.parley.knowledge.search.ChosenIndex;
import io.parley.knowledge.search.FaqIndexes;
import io.parley.knowledge.search.FaqSearch;
import io.parley.knowledge.search.Freshness;
import io.parley.knowledge.search.PreferredSearch;
import io.parley.knowledge.search.Search;
import io.parley.knowledge.search.Thresholds;
import io.parley.settings.Live;
import io.parley.settings.Settings;
import io.parley.tracing.Steps;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.SingletonSupplier;

/** Joins the parts of this room. */
@Configuration(proxyBeanMethods = false)
@Import(FaqTrialsConfiguration.class)
@EnableConfigurationProperties({KnowledgeSettings.class, ShopSettings.class})
class KnowledgeConfiguration {

    private static final String TOPIC = "faq";
    private static final int TIMEOUT_SECONDS = 300;

    @Bean
    FaqEntries faqEntries(JdbcClient jdbc) {
        return new FaqEntries(jdbc);
    }

    @Bean
    FaqPhrasings faqPhrasings(JdbcClient jdbc) {
        return new FaqPhrasings(jdbc);
    }

    @Bean
    EntryVersions entryVersions(JdbcClient jdbc) {
        return new EntryVersions(jdbc);
    }

    /** The model is not waited for, so that the FAQ is loaded beside it. */
    @Bean
    FaqIndexes faqIndexes(ObjectProvider<Embedder> embedder) {
        Supplier<WordPieces> wordPieces = SingletonSupplier.of(() -> embedder.getObject().wordPieces());
        return new FaqIndexes(word -> wordPieces.get().isWord(word));
    }

    @Bean
    Live<Thresholds> liveThresholds(Thresholds configured, Settings settings) {
        return settings.live(configured, "answer", "choices");
    }

    @Bean
    ChangeSignal changeSignal(Notifications notifications) {
        return () -> notifications.publish(TOPIC, "");
    }

    @Bean
    Embedding embedding(FaqEntries entries, FaqPhrasings phrasings, Embedder embedder,
            PlatformTransactionManager transactions, ChangeSignal signal) {
        return new Embedding(entries, phrasings, embedder, Embedding.BATCH, patient(transactions), signal);
    }

    @Bean
    KnowledgeImport knowledgeImport(FaqEntries entries, FaqPhrasings phrasings, EntryVersions versions, Chunks chunks,
            Embedding embedding, PlatformTransactionManager transactions, ChangeSignal signal, ShopSettings shop) {
        return new KnowledgeImport(entries, phrasings, versions, chunks, embedding, patient(transactions), signal,
                shop);
    }

    @Bean
    FaqEditing faqEditing(FaqEntries entries, FaqPhrasings phrasings, EntryVersions versions, Chunks chunks,
            Embedding embedding, PlatformTransactionManager transactions, ChangeSignal signal) {
        return new FaqEditing(entries, phrasings, versions, chunks, embedding, patient(transactions), signal);
    }

    @Bean
    FaqDesk faqDesk(FaqEntries entries, FaqPhrasings phrasings, EntryVersions versions, FaqEditing editing,
            Embedding embedding, Knowledge knowledge, Audit audit, ApplicationEventPublisher events,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        return new FaqDesk(new FaqDesk.Stored(entries, phrasings, versions), editing, embedding, knowledge, audit,
                events, clock, patient(transactions));
    }

    @Bean
    Drafts drafts(FaqEntries entries) {
        return new Drafts(entries);
    }

    @Bean
    Teaching teaching(FaqEntries entries, FaqPhrasings phrasings, Embedding embedding, FaqIndexes indexes,
            PlatformTransactionManager transactions, ChangeSignal signal, Embedder embedder, Chunks chunks,
            Calibration calibration) {
        return new Teaching(entries, phrasings, embedding, patient(transactions), signal, indexes.answers(),
                new Teaching.Trying(embedder, chunks, calibration));
    }

    @Bean
    StarterFaq starterFaq(KnowledgeSettings settings, FaqEntries entries, KnowledgeImport knowledgeImport,
            PlatformTransactionManager transactions) {
        return new StarterFaq(settings, entries, knowledgeImport, patient(transactions));
    }

    @Bean
    Freshness freshness(KnowledgeSettings settings, FaqEntries entries, FaqPhrasings phrasings,
            FaqIndexes indexes, PlatformTransactionManager transactions, Notifications notifications) {
        Freshness freshness = new Freshness(entries, phrasings, BuiltInModel.MINILM_Q.version(), indexes,
                oneView(transactions));
        notifications.listen(TOPIC, subject -> freshness.wake());
        if (settings.indexing()) {
            freshness.prepare();
        }
        return freshness;
    }

    /** A FAQ can be large: its transactions are not bound to the limits of those on one message. */
    private static TransactionTemplate patient(PlatformTransactionManager transactions) {
        TransactionTemplate patient = new TransactionTemplate(transactions);
        patient.setTimeout(TIMEOUT_SECONDS);
        return patient;
    }

    private static TransactionTemplate oneView(PlatformTransactionManager transactions) {
        TransactionTemplate oneView = patient(transactions);
        oneView.setReadOnly(true);
        oneView.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        return oneView;
    }

    @Bean
    KnowledgeStart knowledgeStart(KnowledgeSettings settings, StarterFaq starter, Embedding embedding,
            Freshness freshness, @Nullable ChosenIndex chosen, LeaderElection election,
            @Value("${parley.serving:true}") boolean serving) {
        return new KnowledgeStart(settings, starter, embedding, freshness, serving ? chosen : null, election);
    }

    /** Null when the settings choose no other model. */
    @Bean
    @Nullable
    ChosenIndex chosenIndex(@Nullable ChosenModel model, EmbeddingSettings settings, FaqEntries entries,
            FaqPhrasings phrasings, Embedder embedder, PlatformTransactionManager transactions, ChangeSignal signal) {
        if (model == null) {
            return null;
        }
        Embedding embedding = new Embedding(entries, phrasings, model.texts(), settings.batch(), patient(transactions),
                signal);
        return new ChosenIndex(model, entries, phrasings, embedding, new FaqIndexes(embedder.wordPieces()::isWord),
                oneView(transactions));
    }

    @Bean
    Search search(FaqIndexes indexes, Embedder embedder, @Nullable ChosenIndex chosen, Chunks chunks,
            Calibration calibration, Steps steps) {
        Search builtIn = new FaqSearch(indexes.answers(), new ObservedMeaning(embedder::inTurn, steps), chunks,
                calibration);
        return chosen == null
                ? builtIn
                : new PreferredSearch(chosen::isComplete,
                        new FaqSearch(chosen.answers(), new ObservedMeaning(chosen.model().questions()::inTurn, steps),
                                chunks,
                                calibration),
                        builtIn);
    }

    @Bean
    Likeness likeness(FaqIndexes indexes, Embedder embedder, Chunks chunks, Calibration calibration) {
        return new Likeness(indexes, new FaqSearch(indexes.answers(), embedder, chunks, calibration), embedder, chunks);
    }

    @Bean
    StarterQuestions starterQuestions(FaqIndexes indexes) {
        return new StarterQuestions(indexes.answers());
    }

    @Bean
    Catalogue catalogue(FaqIndexes indexes, Embedder embedder, Chunks chunks, Calibration calibration) {
        return new Catalogue(new FaqSearch(indexes.answers(), embedder, chunks, calibration),
                new FaqSearch(indexes.unanswered(), embedder, chunks, calibration),
                indexes.unanswered()::isEmpty);
    }

    @Bean
    Knowledge knowledge(FaqIndexes indexes, Freshness freshness, @Nullable ChosenIndex chosen) {
        return new Knowledge(indexes, freshness, chosen);
    }
}
