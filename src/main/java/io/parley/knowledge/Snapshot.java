package io.parley.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollectorManager;

/** The FAQ at one moment: what a search sees from its beginning to its end. */
final class Snapshot {

    /** So many phrasings come near enough to count, by words and by meaning each. */
    private static final int NEAREST = 64;
    private static final int NEAREST_ANSWERS = 16;
    /** Up to so many phrasings it is faster to look at them all than to ask which ones are near. */
    private static final int SMALL = 2_000;

    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final Map<FaqId, IndexedEntry> entries;
    private final Lessons lessons;
    private final Phrasing[] phrasings;
    private final boolean isSmall;
    private final NearestVectors<IndexedEntry> ways;
    private final NearestVectors<IndexedEntry> answers;

    Snapshot(DirectoryReader reader, Map<FaqId, IndexedEntry> entries, Lessons lessons) {
        this.reader = reader;
        this.lessons = lessons;
        this.searcher = new IndexSearcher(reader);
        this.searcher.setQueryCache(null);
        this.entries = entries;
        Map<Long, Phrasing> byNumber = new HashMap<>();
        entries.values().forEach(entry -> entry.phrasings().forEach(p -> byNumber.put(p.id(), p)));
        this.phrasings = byDocument(reader, byNumber);
        this.isSmall = byNumber.size() <= SMALL;
        this.ways = vectors(Phrasing::asks);
        this.answers = vectors(phrasing -> phrasing.kind() == Phrasing.Kind.ANSWER);
    }

    /** The vectors of those phrasings; a small FAQ is compared whole and needs none. */
    private NearestVectors<IndexedEntry> vectors(Predicate<Phrasing> wanted) {
        List<IndexedEntry> owners = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        for (IndexedEntry entry : isSmall ? List.<IndexedEntry>of() : entries.values()) {
            for (Phrasing phrasing : entry.phrasings()) {
                float[] vector = phrasing.vector();
                if (vector != null && wanted.test(phrasing)) {
                    owners.add(entry);
                    vectors.add(vector);
                }
            }
        }
        return new NearestVectors<>(owners, vectors);
    }

    private static Phrasing[] byDocument(DirectoryReader reader, Map<Long, Phrasing> byNumber) {
        Phrasing[] phrasings = new Phrasing[reader.maxDoc()];
        try {
            for (LeafReaderContext leaf : reader.leaves()) {
                NumericDocValues numbers = DocValues.getNumeric(leaf.reader(), IndexFields.NUMBER);
                while (numbers.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
                    phrasings[leaf.docBase + numbers.docID()] = byNumber.get(numbers.longValue());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The search index in memory failed.", e);
        }
        return phrasings;
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
    Candidates candidates(Map<String, Integer> words, float[] vector) {
        Candidates candidates = new Candidates(vector);
        try {
            byWords(words, candidates);
            byMeaning(vector, candidates);
        } catch (IOException e) {
            throw new UncheckedIOException("The search index in memory failed.", e);
        }
        return candidates;
    }

    private void byWords(Map<String, Integer> words, Candidates candidates) throws IOException {
        if (words.isEmpty()) {
            return;
        }
        search(IndexFields.PHRASING, words, NEAREST, candidates::lexical);
        search(IndexFields.ABOUT, words, NEAREST_ANSWERS, candidates::about);
    }

    /** Takes the share of the words that an entry has. */
    private interface Found {
        void take(IndexedEntry entry, double share);
    }

    private void search(String field, Map<String, Integer> words, int most, Found found) throws IOException {
        WordScores wordScores = new WordScores(reader, field);
        double best = wordScores.best(words);
        if (isSmall) {
            float[] scores = wordScores.of(words);
            for (int document = 0; document < scores.length; document++) {
                if (scores[document] > 0) {
                    found.take(entryOf(document), scores[document] / best * weight(field, document));
                }
            }
            return;
        }
        // Nobody asks how many there are, so that whatever cannot be among the best is skipped.
        TopScoreDocCollectorManager onlyBest = new TopScoreDocCollectorManager(most, null, most);
        for (ScoreDoc hit : searcher.search(anyOf(field, words), onlyBest).scoreDocs) {
            found.take(entryOf(hit.doc), hit.score / best * weight(field, hit.doc));
        }
    }

    private static Query anyOf(String field, Map<String, Integer> words) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        words.forEach((word, times) -> any.add(new BoostQuery(new TermQuery(new Term(field, word)), times),
                BooleanClause.Occur.SHOULD));
        return any.build();
    }

    private void byMeaning(float[] vector, Candidates candidates) {
        if (isSmall) {
            entries.values().forEach(candidates::near);
            return;
        }
        ways.nearest(vector, NEAREST).forEach(candidates::near);
        answers.nearest(vector, NEAREST_ANSWERS).forEach(candidates::near);
    }

    /** What else an entry says stands under the number of one of its phrasings, and counts fully. */
    private double weight(String field, int document) {
        return field.equals(IndexFields.PHRASING) ? phrasings[document].weight() : 1;
    }

    private IndexedEntry entryOf(int document) {
        IndexedEntry entry = entries.get(phrasings[document].entry());
        if (entry == null) {
            throw new IllegalStateException("The index found an entry that it does not hold.");
        }
        return entry;
    }
}
