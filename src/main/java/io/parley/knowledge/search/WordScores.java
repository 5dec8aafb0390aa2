package io.parley.knowledge.search;

import java.io.IOException;
import java.util.Arrays;
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
    private record Word(double rarity, int[] documents, float[] scores) {

        void addTo(float[] sums, int times) {
            for (int i = 0; i < documents.length; i++) {
                sums[documents[i]] += times * scores[i];
            }
        }
    }

    /** The score of each document, most of them 0. */
    float[] of(Map<String, Integer> words) {
        float[] sums = new float[reader.maxDoc()];
        words.forEach((word, times) -> word(word).addTo(sums, times));
        return sums;
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
