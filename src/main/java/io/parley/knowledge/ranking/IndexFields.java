package io.parley.knowledge.ranking;

import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.IndexedEntry;
import io.parley.knowledge.faq.NamedThing;
import io.parley.knowledge.faq.Phrasing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;

/** The index's fields: one document for each way to ask and one for all that an entry says. */
public final class IndexFields {

    /** A way to ask, analysed as English. */
    public static final String PHRASING = "phrasing";
    /** All ways to ask, keywords, category and answer of an entry, analysed as English. */
    public static final String WHOLE = "whole";
    /** The number of a phrasing. */
    public static final String NUMBER = "number";

    private static final String ENTRY = "entry";
    /** So many different words of a text are looked up; a question has fewer. */
    private static final int MAX_WORDS = 64;

    private static final Analyzer ANALYZER = new EnglishAnalyzer();

    private IndexFields() {}

    /** Returns what cuts texts into the words of the index. */
    public static Analyzer analyzer() {
        return ANALYZER;
    }

    /** Names all documents of an entry. */
    public static Term allOf(FaqId entry) {
        return new Term(ENTRY, entry.value());
    }

    /** A way to ask. */
    public static Document of(Phrasing phrasing) {
        Document document = new Document();
        document.add(new StringField(ENTRY, phrasing.entry().value(), Field.Store.NO));
        document.add(new NumericDocValuesField(NUMBER, phrasing.id()));
        document.add(new TextField(PHRASING, phrasing.text(), Field.Store.NO));
        return document;
    }

    /** All that an entry says; found by the number of its first phrasing. */
    public static Document whole(IndexedEntry indexed) {
        FaqEntry entry = indexed.entry();
        Document document = new Document();
        document.add(new StringField(ENTRY, entry.id().value(), Field.Store.NO));
        document.add(new NumericDocValuesField(NUMBER, indexed.phrasings().getFirst().id()));
        List<String> texts = new ArrayList<>(List.of(entry.keywords(), entry.category(),
                entry.answer() == null ? "" : NamedThing.usual(entry.answer())));
        indexed.phrasings().stream().filter(Phrasing::asks).map(Phrasing::text).forEach(texts::add);
        document.add(new TextField(WHOLE, String.join("\n", texts), Field.Store.NO));
        return document;
    }

    /** The words of a text as the index knows them, with how often they occur; the first {@value #MAX_WORDS}. */
    public static Map<String, Integer> words(String text) {
        Map<String, Integer> words = new LinkedHashMap<>();
        try (TokenStream tokens = ANALYZER.tokenStream(PHRASING, text)) {
            CharTermAttribute word = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken() && words.size() < MAX_WORDS) {
                words.merge(word.toString(), 1, Integer::sum);
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory cannot fail to be read.", e);
        }
        return words;
    }
}
