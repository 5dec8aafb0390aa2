package io.parley.knowledge.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.knowledge.KnowledgeFixture;
import io.parley.knowledge.embedding.BuiltInModel;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.ImportListener;
import io.parley.support.Patience;
import io.parley.support.TestDatabase;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

class FreshnessTest {

    private static final TestDatabase database = TestDatabase.migrated();

    @BeforeEach
    void begin() {
        database.clear();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void seesWhatAnotherInstanceImported() {
        seesAnImport(Patience.LIMIT);
    }

    @Test
    @Tag("bench")
    void seesWhatAnotherInstanceImportedWithinASecond() {
        seesAnImport(Duration.ofSeconds(1));
    }

    private void seesAnImport(Duration within) {
        try (KnowledgeFixture one = KnowledgeFixture.over(database);
                KnowledgeFixture other = KnowledgeFixture.over(database)) {
            other.freshness.start();

            one.importCsv("id,question,answer\nparking,Is there parking?,Behind the house.\n");

            await().atMost(within).until(() -> other.knowledge.published() == 1);
            assertThat(other.ids("where can I park")).containsExactly("parking");
        }
    }

    @Test
    void loadsBeforehandWhileOtherThingsStart() {
        try (KnowledgeFixture first = KnowledgeFixture.over(database);
                KnowledgeFixture second = KnowledgeFixture.over(database)) {
            first.importCsv("id,question,answer\npots,Do you sell pots?,Yes.\n");
            second.freshness.prepare();
            await().until(second.knowledge::isReady);
            assertThat(second.knowledge.published()).isEqualTo(1);
        }
    }

    @Test
    void goesOnAfterAnError() {
        AtomicInteger errors = new AtomicInteger();
        TransactionTemplate scarce = new TransactionTemplate(database.transactionManager()) {
            @Override
            public <T> T execute(TransactionCallback<T> action) {
                if (errors.getAndDecrement() > 0) {
                    throw new OutOfMemoryError("as it may happen while much is read");
                }
                return super.execute(action);
            }
        };
        try (KnowledgeFixture one = KnowledgeFixture.over(database);
                KnowledgeFixture other = KnowledgeFixture.over(database);
                Freshness freshness = new Freshness(other.entries, other.phrasings, BuiltInModel.MINILM_Q.version(),
                        other.indexes, scarce)) {
            freshness.start();
            errors.set(2);

            one.importCsv("id,question,answer\nparking,Is there parking?,Behind the house.\n");

            await().until(() -> other.knowledge.published() == 1);
            assertThat(errors).hasValueLessThanOrEqualTo(0);
        }
    }

    @Test
    void goesOnAfterAPause() {
        try (KnowledgeFixture one = KnowledgeFixture.over(database);
                KnowledgeFixture other = KnowledgeFixture.over(database)) {
            other.freshness.start();
            other.freshness.close();
            other.freshness.start();

            one.importCsv("id,question,answer\nparking,Is there parking?,Behind the house.\n");

            await().until(() -> other.knowledge.published() == 1);
        }
    }

    @Test
    void seesAChangedAnswerAndARetiredEntry() {
        try (KnowledgeFixture one = KnowledgeFixture.over(database)) {
            one.importCsv("id,question,answer\na,Is there parking?,Yes.\nb,Is there wifi?,Yes.\n");
            one.importCsv("id,question,answer\na,Is there parking?,Not any more.\n");
            database.transactions().executeWithoutResult(status -> {
                long change = one.entries.nextChange();
                database.jdbc().sql("update faq_entry set state = 'retired', change = ? where id = 'b'").param(change)
                        .update();
            });
            one.freshness.catchUp();

            assertThat(one.knowledge.entry(new FaqId("a"))).get().extracting(FaqEntry::answer)
                    .isEqualTo("Not any more.");
            assertThat(one.ids("is there wifi")).containsExactly("a");
        }
    }

    @Test
    void rebuildsTheIndexFromStoredVectorsWithoutEmbedding() {
        try (KnowledgeFixture first = KnowledgeFixture.over(database)) {
            first.importCsv("id,question,answer\nparking,Is there parking?,Behind the house.\n");
        }
        database.jdbc().sql("update faq_phrasing set text = 'garbled'").update();

        try (KnowledgeFixture second = KnowledgeFixture.over(database)) {
            int embedded = second.embedding.embedMissing(ImportListener.SILENT);
            second.freshness.catchUp();

            assertThat(embedded).isZero();
            assertThat(second.search.search("Is there parking?", 1).getFirst().entry().id().value())
                    .isEqualTo("parking");
        }
    }

    @Test
    void embedsAgainWhatAnotherModelEmbedded() {
        try (KnowledgeFixture instance = KnowledgeFixture.over(database)) {
            instance.importCsv("id,question,answer\nparking,Is there parking?,Behind the house.\n");
            database.jdbc().sql("update faq_phrasing set model = 'another'").update();

            assertThat(instance.embedding.embedMissing(ImportListener.SILENT)).isEqualTo(3);
            assertThat(database.jdbc().sql("select distinct model from faq_phrasing").query(String.class).list())
                    .containsExactly(BuiltInModel.MINILM_Q.version().version());
        }
    }

    @Test
    void readsEverythingAgainWhenADatabaseWasRestored() {
        try (KnowledgeFixture instance = KnowledgeFixture.over(database)) {
            instance.importCsv("id,question,answer\nparking,Is there parking?,Behind the house.\n");
            database.clear();
            instance.freshness.catchUp();

            assertThat(instance.knowledge.published()).isZero();
            assertThat(instance.search.search("parking", 1)).isEmpty();
        }
    }

    @Test
    void fillsAnEmptyDatabaseOnceEvenWhenTwoInstancesStart() {
        try (KnowledgeFixture one = KnowledgeFixture.over(database);
                KnowledgeFixture other = KnowledgeFixture.over(database)) {
            CompletableFuture.allOf(CompletableFuture.runAsync(one::importStarter),
                    CompletableFuture.runAsync(other::importStarter)).join();
            one.freshness.catchUp();

            assertThat(database.jdbc().sql("select max(revision) from faq_entry").query(Integer.class).single())
                    .isEqualTo(1);
            assertThat(one.knowledge.published()).isGreaterThan(30);
        }
    }

    @Test
    void searchesWhileTheIndexChanges() {
        try (KnowledgeFixture instance = KnowledgeFixture.over(database)) {
            instance.importCsv("id,question,answer\nparking,Is there parking?,Behind the house.\n");
            CompletableFuture<Void> changes = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 20; i++) {
                    instance.importCsv("id,question,answer\nparking,Is there parking?,Behind house " + i + ".\n");
                }
            });

            while (!changes.isDone()) {
                assertThat(instance.ids("is there parking")).containsExactly("parking");
            }
            changes.join();
        }
    }
}
