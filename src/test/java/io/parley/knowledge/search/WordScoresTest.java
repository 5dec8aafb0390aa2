package io.parley.knowledge.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.knowledge.ranking.IndexFields;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Test;

class WordScoresTest {

    private static final List<String> TEXTS = List.of("Where is my parcel?", "Is the parcel late?",
            "A parcel in a parcel, and a parcel in that one", "How long does delivery take to the islands?",
            "Can I pay by card?", "");

    @Test
    void scoresAsAQueryDoes() throws IOException {
        try (ByteBuffersDirectory directory = new ByteBuffersDirectory();
                IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(IndexFields.analyzer()))) {
            for (String text : TEXTS) {
                Document document = new Document();
                document.add(new TextField(IndexFields.PHRASING, text, Field.Store.NO));
                writer.addDocument(document);
                writer.flush();
            }
            writer.deleteDocuments(new Term(IndexFields.PHRASING, "card"));
            try (DirectoryReader reader = DirectoryReader.open(writer)) {
                Map<String, Integer> words = IndexFields.words("parcel parcel delivery late card zebra");
                float[] scores = new WordScores(reader, IndexFields.PHRASING).of(words);

                ScoreDoc[] hits = new IndexSearcher(reader).search(anyOf(words), TEXTS.size()).scoreDocs;
                assertThat(hits).hasSize(4);
                for (ScoreDoc hit : hits) {
                    assertThat(scores[hit.doc]).isCloseTo(hit.score, within(1e-5f));
                }
                float sum = 0;
                for (float score : scores) {
                    sum += Math.signum(score);
                }
                assertThat(sum).as("documents with a score").isEqualTo(4);
            }
        }
    }

    private static BooleanQuery anyOf(Map<String, Integer> words) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        words.forEach((word, times) -> any.add(
                new BoostQuery(new TermQuery(new Term(IndexFields.PHRASING, word)), times),
                BooleanClause.Occur.SHOULD));
        return any.build();
    }
}
