package io.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.util.VectorUtil;
import org.junit.jupiter.api.Test;

class EmbedderTest {

    private static final List<String> TEXTS = List.of("Where is my parcel?", "hi",
            "Do you ship pots abroad, and what does"
                    + " it cost when the parcel is heavier than thirty kilograms?",
            "", "refund", "😀");

    /** The 32-bit model; the 8-bit one scales by what is in a run. */
    @Test
    void givesATextTheSameVectorInWhateverCompany() {
        try (Embedder embedder = new Embedder(EmbeddingModel.MINILM)) {
            List<float[]> together = embedder.embedAll(TEXTS);
            for (int i = 0; i < TEXTS.size(); i++) {
                float[] alone = embedder.embed(TEXTS.get(i));
                assertThat(VectorUtil.dotProduct(alone, together.get(i))).as(TEXTS.get(i)).isGreaterThan(0.99999f);
                assertThat(VectorUtil.dotProduct(alone, alone)).isBetween(0.9999f, 1.0001f);
            }
            assertThat(embedder.embedAll(List.of())).isEmpty();
        }
    }

    @Test
    void answersEachOfManyAskersAtOnce() throws Exception {
        Embedder embedder = KnowledgeFixture.EMBEDDER;
        List<float[]> expected = TEXTS.stream().map(embedder::embed).toList();
        try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<float[]>> answers = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                String text = TEXTS.get(i % TEXTS.size());
                answers.add(askers.submit(() -> embedder.embed(text)));
            }
            for (int i = 0; i < answers.size(); i++) {
                assertThat(VectorUtil.dotProduct(answers.get(i).get(), expected.get(i % TEXTS.size())))
                        .isGreaterThan(0.9f);
            }
        }
    }

    @Test
    void runsALoneCallAtOnceAndThoseThatWaitTogether() throws Exception {
        List<Integer> runs = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch busy = new CountDownLatch(1);
        MicroBatches<Integer, Integer> batches = new MicroBatches<>(1, 4, asked -> {
            runs.add(asked.size());
            awaitQuietly(busy, asked);
            return asked.stream().map(i -> -i).toArray(Integer[]::new);
        });
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first = callers.submit(() -> batches.of(0));
            await().until(() -> runs.size() == 1);
            AtomicInteger begun = new AtomicInteger();
            List<Future<Integer>> others = new ArrayList<>();
            for (int i = 1; i <= 9; i++) {
                int asked = i;
                others.add(callers.submit(() -> {
                    begun.incrementAndGet();
                    return batches.of(asked);
                }));
            }
            await().until(() -> begun.get() == 9 && batches.waiting() == 9);
            busy.countDown();
            assertThat(first.get()).isZero();
            for (int i = 1; i <= 9; i++) {
                assertThat(others.get(i - 1).get()).isEqualTo(-i);
            }
        }
        assertThat(runs).containsExactly(1, 4, 4, 1);
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
            return asked.toArray(String[]::new);
        });

        assertThatThrownBy(() -> batches.of("bad")).hasRootCauseMessage("bad");
        assertThat(batches.of("good")).isEqualTo("good");
    }

    @Test
    void takesTheProcessorOnThreadsThatTheSystemServesInTurn() throws Exception {
        Embedder embedder = KnowledgeFixture.EMBEDDER;
        AtomicInteger virtual = new AtomicInteger(-1);
        Thread.ofVirtual()
                .start(() -> virtual.set(embedder.atWork(() -> Thread.currentThread().isVirtual() ? 1 : 0))).join();

        assertThat(virtual).hasValue(0);
        assertThatThrownBy(() -> embedder.atWork(() -> {
            throw new IllegalArgumentException("bad");
        })).isInstanceOf(IllegalArgumentException.class).hasMessage("bad");
    }
}
