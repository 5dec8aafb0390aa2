package io.parley.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.ParleyTest;
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
    void runsWithoutAModel() {
        assertThat(answering.modelHealth()).isEqualTo(ModelHealth.ABSENT);
    }
}
