package io.parley.knowledge.search;

import io.parley.knowledge.faq.CommonAnswer;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.IndexedEntry;
import io.parley.knowledge.faq.Meanings;
import io.parley.knowledge.faq.Phrasing;
import io.parley.knowledge.ranking.Candidate;
import io.parley.knowledge.ranking.Candidates;
import io.parley.knowledge.ranking.IndexFields;
import io.parley.knowledge.ranking.Lessons;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.jspecify.annotations.Nullable;

/** The FAQ at one moment: what a search sees from its beginning to its end. */
final class Snapshot {

    /** So many phrasings come near enough to count, by words and by meaning each. */
    private static final int NEAREST = 64;
    /** Up to so many phrasings it is faster to look at them all than to ask which ones are near. */
    private static final int SMALL = 2_000;

    private final DirectoryReader reader;
    private final Map<FaqId, IndexedEntry> entries;
    private final Lessons lessons;
    private final boolean isSmall;
    /** By document; null where it was deleted. */
    private final @Nullable Owned[] owned;
    private final Map<FaqId, List<Integer>> documents;
    private final WordScores ways;
    private final WordScores whole;
    private final NearestVectors<IndexedEntry> nearWays;
    private final NearestVectors<IndexedEntry> nearAnswers;
    private final Meanings meanings;
    private final CommonAnswer common;
    private final Meanings apart;

    Snapshot(DirectoryReader reader, Map<FaqId, IndexedEntry> entries, Lessons lessons) {
        this.reader = reader;
        this.lessons = lessons;
        this.entries = entries;
        this.meanings = Meanings.of(entries.values());
        Map<Long, Owned> byNumber = new HashMap<>();
        entries.values().forEach(entry -> entry.phrasings()
                .forEach(phrasing -> byNumber.put(phrasing.id(), new Owned(entry, phrasing.weight()))));
        this.isSmall = byNumber.size() <= SMALL;
        this.owned = byDocument(reader, byNumber);
        this.documents = documents(owned);
        this.ways = new WordScores(reader, IndexFields.PHRASING);
        this.whole = new WordScores(reader, IndexFields.WHOLE);
        this.common = CommonAnswer.of(entries.values());
        this.apart = Meanings.of(entries.values(), common);
        this.nearWays = vectors(Phrasing::asks);
        this.nearAnswers = vectors(phrasing -> phrasing.kind() == Phrasing.Kind.ANSWER);
    }

    /** A phrasing's entry, and its weight. */
    private record Owned(IndexedEntry entry, double weight) {}

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

    private static @Nullable Owned[] byDocument(DirectoryReader reader, Map<Long, Owned> byNumber) {
        @Nullable
        Owned[] owned = new Owned[reader.maxDoc()];
        try {
            for (LeafReaderContext leaf : reader.leaves()) {
                NumericDocValues numbers = DocValues.getNumeric(leaf.reader(), IndexFields.NUMBER);
                while (numbers.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
                    owned[leaf.docBase + numbers.docID()] = byNumber.get(numbers.longValue());
                }
            }
        } catch (IOException e) {
            throw FaqIndex.inMemory(e);
        }
        return owned;
    }

    private static Map<FaqId, List<Integer>> documents(@Nullable Owned[] owned) {
        Map<FaqId, List<Integer>> documents = new HashMap<>();
        for (int document = 0; document < owned.length; document++) {
            Owned one = owned[document];
            if (one != null) {
                documents.computeIfAbsent(one.entry.entry().id(), id -> new ArrayList<>()).add(document);
            }
        }
        return documents;
    }

    Map<FaqId, IndexedEntry> entries() {
        return entries;
    }

    Lessons lessons() {
        return lessons;
    }

    Meanings meanings() {
        return meanings;
    }

    boolean retain() {
        return reader.tryIncRef();
    }

    void release() {
        try {
            reader.decRef();
        } catch (IOException e) {
            throw FaqIndex.inMemory(e);
        }
    }

    /** Everything that comes near the text in words or in meaning. */
    Candidates candidates(Map<String, Integer> words, float[] vector) {
        Candidates candidates = new Candidates(common, apart);
        byMeaning(vector, candidates);
        byWords(words, candidates);
        candidates.compare(vector);
        return candidates;
    }

    /** The entries with the most of the words are looked at; what of the words any entry has that is looked at is told. */
    private void byWords(Map<String, Integer> words, Candidates candidates) {
        if (words.isEmpty()) {
            return;
        }
        double greatest = ways.greatest(words);
        double greatestWhole = whole.greatest(words);
        float[] scores = ways.of(words);
        float[] wholeScores = whole.of(words);
        if (!isSmall) {
            near(Best.of(scores, NEAREST), candidates);
            near(Best.of(wholeScores, NEAREST), candidates);
        }
        for (Candidate candidate : candidates.all()) {
            for (int document : documents.getOrDefault(candidate.indexed().entry().id(), List.of())) {
                candidate.words(scores[document] / greatest * owned(document).weight);
                candidate.whole(wholeScores[document], wholeScores[document] / greatestWhole);
            }
        }
    }

    private void near(Best best, Candidates candidates) {
        best.indexes().forEach(document -> candidates.near(owned(document).entry));
    }

    private Owned owned(int document) {
        return Objects.requireNonNull(owned[document], "The index found an entry that it does not hold.");
    }

    private void byMeaning(float[] vector, Candidates candidates) {
        if (isSmall) {
            entries.values().forEach(candidates::near);
            return;
        }
        nearWays.nearest(vector, NEAREST).forEach(candidates::near);
        nearAnswers.nearest(vector, NEAREST).forEach(candidates::near);
    }
}
