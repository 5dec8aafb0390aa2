package io.parley.knowledge.search;

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;

/** All words that an instance's copy of the FAQ holds: phrasings, the index's terms, and what it stores of documents. */
public final class HeldWords {
    private HeldWords() {}

    /** Whether a word is held anywhere; in lower case. */
    public static boolean have(FaqIndexes indexes, String word) {
        return has(indexes.answers(), word) || has(indexes.unanswered(), word);
    }

    /** Whether a word is held by one index; in lower case. */
    static boolean has(FaqIndex index, String word) {
        boolean spoken = index.entries().values().stream().anyMatch(entry -> entry.toString()
                .toLowerCase(Locale.ROOT).contains(word)
                || entry.phrasings().stream().anyMatch(one -> one.text().toLowerCase(Locale.ROOT).contains(word)));
        Snapshot snapshot = index.acquire();
        try {
            return spoken || indexed(reader(snapshot)).stream().anyMatch(text -> text.contains(word));
        } catch (IOException e) {
            throw FaqIndex.inMemory(e);
        } finally {
            snapshot.release();
        }
    }

    private static List<String> indexed(DirectoryReader reader) throws IOException {
        List<String> words = new ArrayList<>();
        for (LeafReaderContext leaf : reader.leaves()) {
            for (FieldInfo field : leaf.reader().getFieldInfos()) {
                Terms terms = leaf.reader().terms(field.name);
                TermsEnum each = terms == null ? TermsEnum.EMPTY : terms.iterator();
                for (BytesRef term = each.next(); term != null; term = each.next()) {
                    words.add(term.utf8ToString().toLowerCase(Locale.ROOT));
                }
            }
            for (int i = 0; i < leaf.reader().maxDoc(); i++) {
                words.add(leaf.reader().storedFields().document(i).toString().toLowerCase(Locale.ROOT));
            }
        }
        return words;
    }

    private static DirectoryReader reader(Snapshot snapshot) {
        try {
            Field reader = Snapshot.class.getDeclaredField("reader");
            reader.setAccessible(true);
            return (DirectoryReader) reader.get(snapshot);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
