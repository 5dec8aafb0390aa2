package io.parley.knowledge.embedding;

import io.parley.knowledge.RealQuestions;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.IndexedEntry;
import io.parley.knowledge.faq.Phrasing;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.lucene.util.VectorUtil;

/**
 * 50,000 ways to ask that people wrote, and 1,000 questions of theirs that are not among them. Their vectors are made once
 * and kept in a file, so that each of the benchmarks' processes reads them.
 *
 * @param phrasings what is searched
 * @param questions what is searched for
 */
public record Corpus(List<String> phrasings, List<String> questions) {

    /** How many phrasings there are. */
    public static final int SIZE = 50_000;
    private static final int QUESTIONS = 1_000;
    private static final int EVERY = SIZE / QUESTIONS + 1;
    /** How many ways to ask an entry has here. */
    private static final int WAYS = 5;
    /** How far a vector is moved to become another one's: a paraphrase's cosine is about 0.93 then. */
    private static final float JITTER = 0.4f;
    private static final Path VECTORS = Path.of("target", "bench");

    /** Takes the sentences from the shared test data, which has to be present. */
    public static Corpus read() {
        List<String> phrasings = new ArrayList<>();
        List<String> questions = new ArrayList<>();
        List<String> all = RealQuestions.distinct(SIZE + QUESTIONS);
        for (int i = 0; i < all.size(); i++) {
            (i % EVERY == 0 ? questions : phrasings).add(all.get(i));
        }
        return new Corpus(phrasings, questions);
    }

    /** This many of the phrasings, taken from all over them. */
    public List<String> sample(int size) {
        List<String> sample = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            sample.add(phrasings.get((int) ((long) i * phrasings.size() / size)));
        }
        return sample;
    }

    /** Embeds everything, writes it down for the processes that measure, and gives the phrasings embedded a second. */
    public double embed(String model) throws IOException {
        try (Embedder embedder = embedder(model)) {
            embedder.embedAll(questions);
            long begin = System.nanoTime();
            List<float[]> vectors = embedder.embedAll(phrasings);
            double seconds = (System.nanoTime() - begin) / 1e9;
            Files.createDirectories(VECTORS);
            write(vectors, file("phrasings"));
            write(embedder.embedAll(questions), file("questions"));
            return vectors.size() / seconds;
        }
    }

    private static void write(List<float[]> vectors, Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (float[] vector : vectors) {
                for (float number : vector) {
                    out.writeFloat(number);
                }
            }
        }
    }

    private static Path file(String of) {
        return VECTORS.resolve(of + ".vectors");
    }

    /** The phrasings' vectors. */
    public List<float[]> phrasingVectors() {
        return read(file("phrasings"), phrasings.size());
    }

    /** The questions' vectors. */
    public List<float[]> questionVectors() {
        return read(file("questions"), questions.size());
    }

    private static List<float[]> read(Path file, int size) {
        List<float[]> vectors = new ArrayList<>(size);
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (int i = 0; i < size; i++) {
                float[] vector = new float[BatchedMiniLm.DIMENSION];
                for (int d = 0; d < vector.length; d++) {
                    vector[d] = in.readFloat();
                }
                vectors.add(vector);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return vectors;
    }

    /** The phrasings' vectors, and as many that are moved a little from them as it takes. */
    public List<float[]> jittered(int size) {
        List<float[]> vectors = phrasingVectors();
        int real = vectors.size();
        Random random = new Random(1);
        while (vectors.size() < size) {
            vectors.add(moved(vectors.get(vectors.size() % real), random));
        }
        return vectors;
    }

    private static float[] moved(float[] vector, Random random) {
        float[] direction = new float[vector.length];
        for (int d = 0; d < direction.length; d++) {
            direction[d] = random.nextFloat() - 0.5f;
        }
        VectorUtil.l2normalize(direction);
        for (int d = 0; d < direction.length; d++) {
            direction[d] = vector[d] + JITTER * direction[d];
        }
        return VectorUtil.l2normalize(direction);
    }

    /** A FAQ of the phrasings, five an entry. */
    public List<IndexedEntry> entries() {
        List<float[]> vectors = phrasingVectors();
        List<IndexedEntry> entries = new ArrayList<>();
        for (int i = 0; i < phrasings.size(); i += WAYS) {
            FaqId id = new FaqId("entry-" + i);
            List<Phrasing> ways = new ArrayList<>();
            for (int way = i; way < Math.min(i + WAYS, phrasings.size()); way++) {
                ways.add(new Phrasing(way, id, way == i ? Phrasing.Kind.QUESTION : Phrasing.Kind.ALTERNATIVE,
                        phrasings.get(way), vectors.get(way)));
            }
            entries.add(new IndexedEntry(new FaqEntry(id, phrasings.get(i), "The answer to " + id.value(), "", "",
                    null, null, null, "en", FaqEntry.State.PUBLISHED, 1), ways));
        }
        return entries;
    }

    /** Loads a model that ships. */
    public static Embedder embedder(String model) {
        return BuiltInModel.named(model).load();
    }

    /** The model that is the default, or the one that is to be tried instead. */
    public static String model() {
        return System.getProperty("bench.model", BuiltInModel.MINILM_Q.version().model());
    }
}
