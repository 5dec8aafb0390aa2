package io.parley.answering;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.parley.answering.model.ModelHealth;
import io.parley.knowledge.faq.FaqId;
import io.parley.support.ParleyTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The bot as it ships: the starter FAQ, no model. */
@ParleyTest
class AnsweringApplicationTest {

    private final Answering answering;

    @Autowired
    AnsweringApplicationTest(Answering answering) {
        this.answering = answering;
    }

    @Test
    void answersAQuestionOfTheFaqWordForWord() {
        assertThat(answering.answer(Question.of("What are your opening hours?")))
                .isInstanceOfSatisfying(FaqAnswer.class, answer -> {
                    assertThat(answer.text()).startsWith("Our shop in Bristol is open");
                    assertThat(answer.reference().entry().value()).isEqualTo("opening-hours");
                });
    }

    @Test
    void answersAQuestionOfTheFaqAsItStandsWhateverWasSaidBefore() throws IOException {
        List<NamedCsvRecord> entries = entries();
        List<String> wrong = new ArrayList<>();
        for (NamedCsvRecord before : entries) {
            Exchange asked = Exchange.person(before.getField("question"));
            Exchange answered = Exchange.answered(before.getField("answer"), new FaqId(before.getField("id")));
            for (NamedCsvRecord entry : entries) {
                Question question = Question.of(entry.getField("question"), List.of(asked, answered));
                if (!(answering.answer(question) instanceof FaqAnswer answer)
                        || !answer.reference().entry().value().equals(entry.getField("id"))) {
                    wrong.add(before.getField("id") + " > " + entry.getField("id"));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<NamedCsvRecord> entries() throws IOException {
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(Path.of("db/faq/starter.csv"))) {
            return rows.stream().toList();
        }
    }

    @Test
    void runsWithoutAModel() {
        assertThat(answering.modelHealth()).isEqualTo(ModelHealth.ABSENT);
    }
}
