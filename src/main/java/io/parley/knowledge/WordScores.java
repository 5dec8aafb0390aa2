package io.parley.knowledge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.SmallFloat;

/**
 * BM25 over the documents of a field, as Lucene's own queries give it. What a word says of each document is read from the
 * index once and kept, so that a search only adds up numbers. Safe for concurrent
 * use.
 */
final class WordScores {

    /** Lucene's defaults for how soon repetition, and how much length, stops counting. */
    private static final float K1 = 1.2f;
    private static final float B = 0.75f;
    /** Scores are added up for so many documents at a time, so that they stay in the processor's nearest memory. */
    private static final int BLOCK = 4_096;

    private final DirectoryReader reader;
    private final String field;
    private final int documents;
    private final float averageLength;
    private final Map<String, Word> known = new ConcurrentHashMap<>();

    WordScores(DirectoryReader reader, String field) {
        try {
            this.reader = reader;
            this.field = field;
            this.documents = reader.getDocCount(field);
            this.averageLength = (float) reader.getSumTotalTermFreq(field) / Math.max(1, documents);
        } catch (IOException e) {
            throw FaqIndex.inMemory(e);
        }
    }

    /**
     * What one word of the index says.
     *
     * @param rarity    more the fewer documents have it
     * @param documents those that have it, in their order
     * @param scores    what it adds to the score of each
     */
    private record Word(double rarity, int[] documents, float[] scores) {}

    /** A word of a text, and how far its documents have been gone through. */
    private static final class Asked {
        private final Word word;
        private final float times;
        private int next;

        Asked(Word word, int times) {
            this.word = word;
            this.times = times;
        }

        /** Adds the scores of the documents from one on, up to another. */
        void addTo(float[] sums, int from, int to) {
            int[] all = word.documents;
            for (; next < all.length && all[next] < to; next++) {
                sums[all[next] - from] += times * word.scores[next];
            }
        }
    }

    /** The score of each document, most of them 0. */
    float[] of(Map<String, Integer> words) {
        float[] scores = new float[reader.maxDoc()];
        asked(words).forEach(word -> word.addTo(scores, 0, scores.length));
        return scores;
    }

    /** The documents with the greatest scores above 0. */
    Best best(Map<String, Integer> words, int most) {
        List<Asked> asked = asked(words);
        Best best = new Best(most);
        float[] sums = new float[BLOCK];
        for (int from = 0; from < reader.maxDoc(); from += BLOCK) {
            Arrays.fill(sums, 0);
            for (Asked word : asked) {
                word.addTo(sums, from, from + BLOCK);
            }
            float bound = Math.max(0, best.bound());
            for (int i = 0; i < BLOCK; i++) {
                if (sums[i] > bound) {
                    best.offer(from + i, sums[i]);
                    bound = Math.max(0, best.bound());
                }
            }
        }
        return best;
    }

    private List<Asked> asked(Map<String, Integer> words) {
        List<Asked> asked = new ArrayList<>();
        words.forEach((word, times) -> asked.add(new Asked(word(word), times)));
        return asked;
    }

    /** The score that no document can pass: every word, as often as can be. Words unknown to the FAQ count most. */
    double greatest(Map<String, Integer> words) {
        double sum = 0;
        for (Map.Entry<String, Integer> word : words.entrySet()) {
            sum += word.getValue() * word(word.getKey()).rarity;
        }
        return Math.max(sum, Double.MIN_NORMAL);
    }

    /** Only words of the index are kept; there is no end of others. */
    private Word word(String word) {
        Word before = known.get(word);
        if (before != null) {
            return before;
        }
        try {
            Word read = read(new Term(field, word));
            if (read.documents.length > 0) {
                known.put(word, read);
            }
            return read;
        } catch (IOException e) {
            throw FaqIndex.inMemory(e);
        }
    }

    private Word read(Term term) throws IOException {
        int frequency = reader.docFreq(term);
        double rarity = Math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5));
        int[] found = new int[frequency];
        float[] scores = new float[frequency];
        int size = 0;
        for (LeafReaderContext leaf : reader.leaves()) {
            PostingsEnum postings = leaf.reader().postings(term, PostingsEnum.FREQS);
            NumericDocValues norms = leaf.reader().getNormValues(field);
            Bits live = leaf.reader().getLiveDocs();
            while (postings != null && norms != null && postings.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
                int document = postings.docID();
                if ((live == null || live.get(document)) && norms.advanceExact(document)) {
                    found[size] = leaf.docBase + document;
                    scores[size++] = (float) rarity * share(postings.freq(), norms.longValue());
                }
            }
        }
        return new Word(rarity, Arrays.copyOf(found, size), Arrays.copyOf(scores, size));
    }

    /** How much of a word's rarity counts in a document that has it so often. */
    private float share(float frequency, long norm) {
        float length = SmallFloat.byte4ToInt((byte) norm);
        return frequency / (frequency + K1 * (1 - B + B * length / averageLength));
    }
}
