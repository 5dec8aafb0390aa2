package io.parley.knowledge.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import io.parley.knowledge.KnowledgeFixture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.lucene.util.VectorUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmbedderTest {

    private static final List<String> TEXTS = List.of("Where is my parcel?", "hi",
            "Do you ship pots abroad, and what does"
                    + " it cost when the parcel is heavier than thirty kilograms?",
            "?", "refund", "😀");

    @ParameterizedTest
    @EnumSource
    void givesATextTheSameVectorInWhateverCompany(BuiltInModel model) {
        try (Embedder embedder = model.load()) {
            List<float[]> together = embedder.embedAll(TEXTS);
            for (int i = 0; i < TEXTS.size(); i++) {
                float[] alone = embedder.embed(TEXTS.get(i));
                assertThat(VectorUtil.dotProduct(alone, together.get(i))).as(TEXTS.get(i)).isGreaterThan(0.99999f);
                assertThat(VectorUtil.dotProduct(alone, alone)).isBetween(0.9999f, 1.0001f);
            }
            assertThat(embedder.embedAll(List.of())).isEmpty();
        }
    }

    /** Models refuse such a text, and it is like no other. */
    @ParameterizedTest
    @EnumSource
    void givesATextWithoutAWordPieceZeros(BuiltInModel model) {
        try (Embedder embedder = model.load()) {
            List<float[]> vectors = embedder.embedAll(List.of("", "refund", " \n", "\u200b\u0001", "\u0001"));
            for (int i : new int[]{0, 2, 3, 4}) {
                assertThat(vectors.get(i)).hasSize(384).containsOnly(0);
            }
            assertThat(vectors.get(1)).isEqualTo(embedder.embed("refund"));
            assertThat(embedder.embed("\u200b")).hasSize(384).containsOnly(0);
        }
    }

    @Test
    void runsLangchain4jsOwnModelIn32Bits() {
        try (Embedder embedder = BuiltInModel.MINILM.load()) {
            assertThat(embedder.model()).isInstanceOf(AllMiniLmL6V2EmbeddingModel.class);
            assertThat(embedder.embed("Where is my parcel?"))
                    .isEqualTo(new AllMiniLmL6V2EmbeddingModel().embed("Where is my parcel?").content().vector());
        }
    }

    @Test
    void losesNextToNothingByRoundingTo8Bits() {
        try (Embedder exact = BuiltInModel.MINILM.load()) {
            for (String text : List.of(TEXTS.get(0), TEXTS.get(2), "refund")) {
                assertThat(VectorUtil.dotProduct(KnowledgeFixture.EMBEDDER.embed(text), exact.embed(text))).as(text)
                        .isGreaterThan(0.99f);
            }
        }
    }

    @Test
    void answersEachOfManyAskersAtOnce() throws Exception {
        Embedder embedder = KnowledgeFixture.EMBEDDER;
        List<float[]> expected = TEXTS.stream().map(embedder::embed).toList();
        try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<float[]>>> answers = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                List<String> pieces = List.of(TEXTS.get(i % TEXTS.size()), TEXTS.get((i + 1) % TEXTS.size()));
                answers.add(askers.submit(() -> embedder.inTurn(pieces, found -> found)));
            }
            for (int i = 0; i < answers.size(); i++) {
                for (int piece = 0; piece < 2; piece++) {
                    assertThat(VectorUtil.dotProduct(answers.get(i).get().get(piece),
                            expected.get((i + piece) % TEXTS.size()))).isGreaterThan(0.99999f);
                }
            }
        }
    }

    @Test
    void runsALoneCallAtOnceAndThoseThatWaitTogetherInTheirOrder() throws Exception {
        List<List<Integer>> runs = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch busy = new CountDownLatch(1);
        MicroBatches<Integer, Integer> batches = new MicroBatches<>(1, 4, asked -> {
            runs.add(asked);
            awaitQuietly(busy, asked);
            return asked.stream().map(i -> -i).toList();
        });
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> first = callers.submit(() -> batches.of(0, String::valueOf));
            await().until(() -> runs.size() == 1);
            List<Future<String>> others = new ArrayList<>();
            for (int i = 1; i <= 9; i++) {
                int asked = i;
                others.add(callers.submit(() -> batches.of(asked, String::valueOf)));
                await().until(() -> batches.waiting() == asked);
            }
            busy.countDown();
            assertThat(first.get()).isEqualTo("0");
            for (int i = 1; i <= 9; i++) {
                assertThat(others.get(i - 1).get()).isEqualTo("-" + i);
            }
        }
        assertThat(runs).containsExactly(List.of(0), List.of(1, 2, 3, 4), List.of(5, 6, 7, 8), List.of(9));
    }

    private static void awaitQuietly(CountDownLatch latch, List<Integer> asked) {
        try {
            if (asked.contains(0)) {
                latch.await();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void goesOnAfterARunThatFailed() {
        MicroBatches<String, String> batches = new MicroBatches<>(1, 4, asked -> {
            if (asked.contains("bad")) {
                throw new IllegalArgumentException("bad");
            }
            return asked;
        });

        assertThatThrownBy(() -> batches.of("bad", found -> found)).hasMessage("bad");
        assertThat(batches.<String>of("good", found -> found)).isEqualTo("good");
    }

    @Test
    void failsNobodyButTheOneWhoseOwnPartFailed() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        MicroBatches<Integer, Integer> batches = new MicroBatches<>(1, 4, asked -> {
            running.countDown();
            awaitQuietly(busy, asked);
            return asked;
        });
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first = callers.submit(() -> batches.of(0, found -> found));
            running.await();
            List<Future<Integer>> others = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                int asked = i;
                others.add(callers.submit(() -> batches.of(asked, found -> 2 / (found - 2))));
                await().until(() -> batches.waiting() == asked);
            }
            busy.countDown();
            assertThat(first.get()).isZero();
            assertThat(others.get(0).get()).isEqualTo(-2);
            assertThatThrownBy(others.get(1)::get).hasRootCauseInstanceOf(ArithmeticException.class);
            assertThat(others.get(2).get()).isEqualTo(2);
        }
    }
}
