package io.parley.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;

/** The FAQ at one moment: what a search sees from its beginning to its end. */
final class Snapshot {

    /** So many phrasings come near enough to count, by words and by meaning each. */
    private static final int NEAREST = 64;
    private static final int NEAREST_ANSWERS = 16;

    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final Map<FaqId, IndexedEntry> entries;
    private final Lessons lessons;
    private final Map<Long, Phrasing> phrasings = new HashMap<>();

    Snapshot(DirectoryReader reader, Map<FaqId, IndexedEntry> entries, Lessons lessons) {
        this.reader = reader;
        this.lessons = lessons;
        this.searcher = new IndexSearcher(reader);
        this.searcher.setQueryCache(null);
        this.entries = entries;
        entries.values().forEach(entry -> entry.phrasings().forEach(p -> phrasings.put(p.id(), p)));
    }

    Map<FaqId, IndexedEntry> entries() {
        return entries;
    }

    Lessons lessons() {
        return lessons;
    }

    boolean retain() {
        return reader.tryIncRef();
    }

    void release() {
        try {
            reader.decRef();
        } catch (IOException e) {
            throw new UncheckedIOException("The search index in memory failed.", e);
        }
    }

    /** Everything that comes near the text in words or in meaning. */
    Candidates candidates(String text, float[] vector) {
        Candidates candidates = new Candidates(entries, vector);
        try {
            byWords(text, candidates);
            byMeaning(vector, candidates);
        } catch (IOException e) {
            throw new UncheckedIOException("The search index in memory failed.", e);
        }
        return candidates;
    }

    private void byWords(String text, Candidates candidates) throws IOException {
        Map<String, Integer> words = IndexFields.words(text);
        if (words.isEmpty()) {
            return;
        }
        Found phrasing = (document, score) -> candidates.lexical(phrasingOf(document), score);
        search(anyOf(IndexFields.PHRASING, words), NEAREST, phrasing, bestPossible(IndexFields.PHRASING, words));
        Found about = (document, score) -> candidates.about(phrasingOf(document), score);
        search(anyOf(IndexFields.ABOUT, words), NEAREST_ANSWERS, about, bestPossible(IndexFields.ABOUT, words));
    }

    private void byMeaning(float[] vector, Candidates candidates) throws IOException {
        Found near = (document, score) -> candidates.near(phrasingOf(document));
        search(new KnnFloatVectorQuery(IndexFields.PHRASING_VECTOR, vector, NEAREST), NEAREST, near, 1);
        search(new KnnFloatVectorQuery(IndexFields.ANSWER_VECTOR, vector, NEAREST_ANSWERS), NEAREST_ANSWERS, near, 1);
    }

    /** Takes what a query found. */
    private interface Found {
        void take(int document, double score) throws IOException;
    }

    private void search(Query query, int most, Found found, double scale) throws IOException {
        for (ScoreDoc hit : searcher.search(query, most).scoreDocs) {
            found.take(hit.doc, hit.score / scale);
        }
    }

    private static Query anyOf(String field, Map<String, Integer> words) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        words.forEach((word, times) -> any.add(new BoostQuery(new TermQuery(new Term(field, word)), times),
                BooleanClause.Occur.SHOULD));
        return any.build();
    }

    /** The score that no document can pass: every word, as often as can be. Words unknown to the FAQ count most. */
    private double bestPossible(String field, Map<String, Integer> words) throws IOException {
        double sum = 0;
        for (Map.Entry<String, Integer> word : words.entrySet()) {
            int frequency = reader.docFreq(new Term(field, word.getKey()));
            double idf = Math.log(1 + (reader.getDocCount(field) - frequency + 0.5) / (frequency + 0.5));
            sum += word.getValue() * idf;
        }
        return Math.max(sum, Double.MIN_NORMAL);
    }

    private Phrasing phrasingOf(int document) throws IOException {
        var leaf = reader.leaves().get(ReaderUtil.subIndex(document, reader.leaves()));
        var numbers = leaf.reader().getNumericDocValues(IndexFields.NUMBER);
        if (numbers == null || !numbers.advanceExact(document - leaf.docBase)) {
            throw new IllegalStateException("An indexed document has no number.");
        }
        Phrasing phrasing = phrasings.get(numbers.longValue());
        if (phrasing == null) {
            throw new IllegalStateException("The index holds a phrasing that its entries do not.");
        }
        return phrasing;
    }
}
