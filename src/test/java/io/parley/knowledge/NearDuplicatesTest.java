package io.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.importing.FaqFile;
import io.parley.knowledge.importing.FaqFormat;
import io.parley.knowledge.importing.FaqRow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {

    private static List<List<FaqId>> pairs(List<FaqRow> rows) {
        return NearDuplicates.of(KnowledgeFixture.indexed(rows), Knowledge.ALIKE);
    }

    private static List<FaqRow> rows(String csv) {
        return FaqFormat.contentsOf(FaqFile.of("faq.csv", csv.getBytes(StandardCharsets.UTF_8))).rows();
    }

    @Test
    void findsEntriesThatAreAskedForInNearlyTheSameWords() {
        assertThat(pairs(rows("""
                id,question,answer,alternatives
                end,How do I cancel my subscription?,Choose Cancel.,
                fees,What does a transfer cost?,Nothing.,
                stop,Something else altogether?,Write to us.,How can I cancel a subscription?
                """))).containsExactly(List.of(new FaqId("end"), new FaqId("stop")));
    }

    @Test
    void letsEntriesWithOneAnswerBeAlike() {
        assertThat(pairs(rows("""
                id,question,answer
                end,How do I cancel my subscription?,Choose Cancel.
                fees,What does a transfer cost?,Nothing.
                stop,How can I cancel a subscription?,Choose Cancel.
                """))).isEmpty();
    }

    @Test
    void stopsWhereNearlyAllEntriesAreAlike() {
        int size = 200;
        String same = IntStream.range(0, size).mapToObj(i -> "e%d,How do I cancel my subscription?,Answer number %d.\n"
                .formatted(i, i)).collect(Collectors.joining());

        assertThat(pairs(rows("id,question,answer\n" + same))).hasSizeBetween(NearDuplicates.MAX_PAIRS,
                NearDuplicates.MAX_PAIRS + size);
    }

    @Test
    void findsNoneInTheStarterFaq() throws Exception {
        assertThat(pairs(rows(Files.readString(Path.of("db/faq/starter.csv"))))).isEmpty();
    }
}
