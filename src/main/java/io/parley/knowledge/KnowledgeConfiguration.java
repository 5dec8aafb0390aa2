package io.parley.knowledge;

import io.parley.cluster.Wakeups;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
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

    @Bean
    FaqEntries faqEntries(JdbcClient jdbc) {
        return new FaqEntries(jdbc);
    }

    @Bean
    FaqPhrasings faqPhrasings(JdbcClient jdbc) {
        return new FaqPhrasings(jdbc);
    }

    /** The model is not waited for, so that the FAQ is loaded beside it. */
    @Bean
    FaqIndex faqIndex(ObjectProvider<Embedder> embedder) {
        Supplier<WordPieces> wordPieces = SingletonSupplier.of(() -> embedder.getObject().wordPieces());
        return new FaqIndex(word -> wordPieces.get().isWord(word));
    }

    @Bean
    ChangeSignal changeSignal(Wakeups wakeups) {
        return () -> wakeups.publish(TOPIC, "");
    }

    @Bean
    Embedding embedding(FaqEntries entries, FaqPhrasings phrasings, Embedder embedder,
            PlatformTransactionManager transactions, ChangeSignal signal) {
        return new Embedding(entries, phrasings, embedder, new TransactionTemplate(transactions), signal);
    }

    @Bean
    KnowledgeImport knowledgeImport(FaqEntries entries, FaqPhrasings phrasings, Chunks chunks, Embedding embedding,
            PlatformTransactionManager transactions, ChangeSignal signal, ShopSettings shop) {
        return new KnowledgeImport(entries, phrasings, chunks, embedding, new TransactionTemplate(transactions),
                signal, shop);
    }

    @Bean
    FaqEditing faqEditing(FaqEntries entries, FaqPhrasings phrasings, Chunks chunks, Embedding embedding,
            PlatformTransactionManager transactions, ChangeSignal signal) {
        return new FaqEditing(entries, phrasings, chunks, embedding, new TransactionTemplate(transactions), signal);
    }

    @Bean
    Teaching teaching(FaqEntries entries, FaqPhrasings phrasings, Embedding embedding, FaqIndex index,
            PlatformTransactionManager transactions, ChangeSignal signal, Embedder embedder, Chunks chunks,
            Calibration calibration) {
        return new Teaching(entries, phrasings, embedding, new TransactionTemplate(transactions), signal, index,
                new Teaching.Trying(embedder, chunks, calibration));
    }

    @Bean
    StarterFaq starterFaq(KnowledgeSettings settings, FaqEntries entries, KnowledgeImport knowledgeImport,
            PlatformTransactionManager transactions) {
        return new StarterFaq(settings, entries, knowledgeImport, new TransactionTemplate(transactions));
    }

    @Bean
    Freshness freshness(KnowledgeSettings settings, FaqEntries entries, FaqPhrasings phrasings,
            EmbeddingSettings embedding, FaqIndex index, PlatformTransactionManager transactions, Wakeups wakeups) {
        Freshness freshness = new Freshness(entries, phrasings, embedding.embeddingModel(), index,
                oneView(transactions));
        wakeups.listen(TOPIC, subject -> freshness.wake());
        if (settings.indexing()) {
            freshness.prepare();
        }
        return freshness;
    }

    private static TransactionTemplate oneView(PlatformTransactionManager transactions) {
        TransactionTemplate oneView = new TransactionTemplate(transactions);
        oneView.setReadOnly(true);
        oneView.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        return oneView;
    }

    @Bean
    KnowledgeStart knowledgeStart(KnowledgeSettings settings, StarterFaq starter, Embedding embedding,
            Freshness freshness) {
        return new KnowledgeStart(settings, starter, embedding, freshness);
    }

    @Bean
    Search search(FaqIndex index, Embedder embedder, Chunks chunks, Calibration calibration) {
        return new FaqSearch(index, embedder, chunks, calibration);
    }

    @Bean
    Knowledge knowledge(FaqIndex index, Freshness freshness, EmbeddingSettings embedding) {
        return new Knowledge(index, freshness, embedding.embeddingModel());
    }
}
