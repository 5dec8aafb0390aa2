package io.parley.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.hours.Hours;
import io.parley.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happened next says how well some answers fitted; the scripts are those of {@code insight/episodes.txt}. */
class AftermathTest {
    private static final TestDatabase database = TestDatabase.migrated();
    private static final Instant START = Instant.parse("2030-01-31T12:00:00Z");

    @AfterAll
    static void close() {
        database.close();
    }

    @AfterEach
    void clear() {
        Handmade.clear(database);
    }

    /** R for relevant, P for partly, N for not, each with the number of answers. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0/faq:a 1/up                                               | R1
            0/model:a 1/up                                             | R1
            0/faq:a 0h01/thanks                                        | R1
            0/faq:a 0h01/said:Vielen_Dank                              | R1
            0/faq:a 1/thanks 2/faq:b                                   | R1
            0/faq:a 70/up                                              | R1
            0/faq:a 1/up 26/faq:a                                      | R1
            0/faq:a                                                    | ''
            0/faq:a 1/hello                                            | ''
            0/faq:a 1/up now:2                                         | ''
            0/faq:a 1/up 5/faq:a                                       | ''
            0/faq:a 1/up 2/reset 5/faq:a                               | ''
            0/faq:a 1/up 2/human 3/agent                               | ''
            0/choices:a 0h01/pick:b 0h02/up                            | P1
            0/choices:a 0h01/pick:b 0h02/thanks                        | P1
            0/choices:a 0h01/pick:b                                    | ''
            0/choices:a                                                | ''
            0/odd:a                                                    | ''
            0/faq:a 0h05/faq:b 0h06/thanks                             | R1 P1
            0/faq:a 0h10/faq:b 0h11/up                                 | R1 P1
            0/faq:a 0h11/faq:b 0h12/up                                 | R1
            0/faq:a 0h05/faq:b 0h10/faq:c 0h12/up                      | R1 P2
            0/faq:a 0h02/choices:b 0h03/pick:c 0h04/up                 | P2
            0/faq:a 0h02/odd:b 0h03/faq:c 0h04/up                      | R1 P1
            0/faq:a 0h05/faq:b                                         | ''
            0/faq:a 0h05/faq:b 0h06/down                               | N1
            0/faq:a 0h01/up 1/faq:b 2/down                             | R1 N1
            0/faq:a 1/down                                             | N1
            0/faq:a 1/down now:2                                       | N1
            0/faq:a 0h01/thanks 0h02/down                              | N1
            0/model:a 1/nothelped                                      | N1
            0/faq:a 30/nothelped                                       | N1
            0/choices:a 0h01/pick:b 0h02/none_of_these                 | N1
            0/choices:a 0h01/none_of_these                             | ''
            0/faq:a 0h03/human 1/agent                                 | N1
            0/faq:a 0h01/up 0h03/human 1/agent                         | N1
            0/faq:a 0h03/vain                                          | N1
            0/faq:a 0h03/unknown:b 1/agent                             | N1
            0/faq:a 0h11/human 1/agent                                 | ''
            0/human 1/agent                                            | ''
            """)
    void saysHowAnAnswerFitted(String script, String labels) {
        database.rolledBack(() -> {
            Instant now = Scripts.of(database, START, script).play(script);
            written(now);
            assertThat(labels()).isEqualTo(labels);
        });
    }

    @Test
    void aChangedVoteChangesTheLabel() {
        Scripts talk = new Scripts(database, START, "web");
        talk.play("0/faq:a 1/up");
        written(START.plus(Duration.ofHours(300)));
        assertThat(labels()).isEqualTo("R1");
        talk.play("301/down");
        written(START.plus(Duration.ofHours(302)));
        assertThat(labels()).isEqualTo("N1");
        talk.play("303/unvote");
        written(START.plus(Duration.ofHours(304)));
        assertThat(labels()).isEmpty();
    }

    private static void written(Instant now) {
        Handmade.insights(database, Hours.of("", "", "UTC"), now).run();
    }

    private static String labels() {
        return Stream.of("relevant", "partly", "non").map(label -> database.jdbc()
                .sql("select upper(left(:label, 1)) || sum(count) from insight_day where figure = 'next_' || :label")
                .param("label", label).query(String.class).optional().orElse(""))
                .filter(label -> !label.isEmpty() && !label.endsWith("0")).collect(Collectors.joining(" "));
    }
}
