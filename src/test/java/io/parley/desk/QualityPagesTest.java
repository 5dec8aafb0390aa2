package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How well answers fit, as operators read it: three sources, each by itself. */
@ParleyTest(properties = "parley.serving=false")
class QualityPagesTest {
    private static final String OVERVIEW = "/desk/overview";

    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private JdbcClient jdbc;

    private DeskClient otto;

    @BeforeEach
    void begin() {
        Rated.clear(jdbc);
        agents.add("otto", "Otto", Role.OPERATOR, DeskClient.PASSWORD);
        otto = DeskClient.signedIn(port, "otto", DeskClient.PASSWORD);
    }

    @AfterEach
    void end() {
        Rated.clear(jdbc);
        otto.close();
    }

    /** A row's cells: who judges, what fits, its interval, in part, what does not, how many. */
    private static List<String> cells(String page, String judge) {
        Matcher row = Pattern.compile("data-judge=\"" + judge + "\">(.*?)</tr>", Pattern.DOTALL).matcher(page);
        assertThat(row.find()).as(judge).isTrue();
        return Arrays.stream(row.group(1).split("</td>", -1)).map(cell -> cell.replaceAll("<[^>]*>", "").strip())
                .limit(6).toList();
    }

    private static String agreement(String page) {
        Matcher said = Pattern.compile("id=\"agreement\">(.*?)</p>", Pattern.DOTALL).matcher(page);
        assertThat(said.find()).isTrue();
        return said.group(1);
    }

    /** Whether the share of a row is grey. */
    private static boolean isCalm(String page, String judge) {
        Matcher row = Pattern.compile("data-judge=\"" + judge + "\">.*?</td>\\s*<td[^>]*><span( class=\"calm\")?",
                Pattern.DOTALL).matcher(page);
        assertThat(row.find()).isTrue();
        return row.group(1) != null;
    }

    @Test
    void withoutAModelAndWithoutAnybodyAllThreeAreNamed() {
        String page = otto.get(OVERVIEW).body();
        assertThat(cells(page, "model")).containsExactly("The language model", "too few to say", "", "", "", "0");
        assertThat(cells(page, "people")).containsExactly("People, who do not know the source", "too few to say", "",
                "", "", "0");
        assertThat(cells(page, "next")).containsExactly("What happened next", "too few to say", "", "", "", "0");
        assertThat(agreement(page)).isEqualTo("No language model is configured to judge.");
    }

    @Test
    void eachSourceHasItsOwnNumberAndInterval() {
        Rated.labelled(jdbc, "people", "RELEVANT", 30, 1);
        Rated.labelled(jdbc, "people", "PARTLY_RELEVANT", 6, 1);
        Rated.labelled(jdbc, "people", "NON_RELEVANT", 4, 1);
        Rated.labelled(jdbc, "model", "RELEVANT", 30, 2);
        Rated.labelled(jdbc, "model", "NON_RELEVANT", 10, 6);
        Rated.next(jdbc, 45, 10, 5);
        String page = otto.get(OVERVIEW).body();
        assertThat(cells(page, "people")).containsExactly("People, who do not know the source", "75%", "60% – 86%",
                "15%", "10%", "40");
        // Forty that stand for 120 say as much as thirty of equal weight: 120 * 120 / (30 * 4 + 10 * 36).
        assertThat(cells(page, "model")).containsExactly("The language model (not checked yet)", "50%", "33% – 67%",
                "0%", "50%", "40");
        assertThat(cells(page, "next")).containsExactly("What happened next", "75%", "63% – 84%", "17%", "8%", "60");
        assertThat(List.of(isCalm(page, "people"), isCalm(page, "model"), isCalm(page, "next"))).containsExactly(false,
                true, false);
        assertThat(agreement(page)).as("its labels are of a time when there was one")
                .isEqualTo("No language model is configured to judge.");
    }

    @Test
    void twentyNineSayNothing() {
        Rated.labelled(jdbc, "people", "RELEVANT", 29, 1);
        Rated.next(jdbc, 29, 0, 0);
        String page = otto.get(OVERVIEW).body();
        assertThat(cells(page, "people").subList(1, 6)).containsExactly("too few to say", "", "", "", "29");
        assertThat(cells(page, "next").subList(1, 6)).containsExactly("too few to say", "", "", "", "29");
        assertThat(isCalm(page, "people")).isTrue();
    }

    @Test
    void theModelIsCheckedByFiftyAnswersThatBothJudgedAlike() {
        Rated.both(jdbc, "RELEVANT", "RELEVANT", 25);
        Rated.both(jdbc, "NON_RELEVANT", "NON_RELEVANT", 15);
        Rated.both(jdbc, "RELEVANT", "NON_RELEVANT", 5);
        Rated.both(jdbc, "NON_RELEVANT", "RELEVANT", 4);
        String page = otto.get(OVERVIEW).body();
        assertThat(agreement(page)).as("forty-nine").startsWith("The model&#39;s judgement is not checked yet: kappa")
                .contains(" on 49 answers");
        assertThat(cells(page, "model").getFirst()).isEqualTo("The language model (not checked yet)");
        assertThat(isCalm(page, "model")).isTrue();

        Rated.both(jdbc, "NON_RELEVANT", "NON_RELEVANT", 1);
        page = otto.get(OVERVIEW).body();
        assertThat(agreement(page)).isEqualTo(
                "The model agrees with people: kappa is 0.63 on 50 answers that both judged.");
        assertThat(cells(page, "model").subList(0, 2)).containsExactly("The language model", "60%");
        assertThat(isCalm(page, "model")).isFalse();
    }

    @Test
    void theModelIsDoubtedWhereItAgreesTooLittle() {
        Rated.both(jdbc, "RELEVANT", "RELEVANT", 24);
        Rated.both(jdbc, "NON_RELEVANT", "NON_RELEVANT", 16);
        Rated.both(jdbc, "RELEVANT", "NON_RELEVANT", 6);
        Rated.both(jdbc, "NON_RELEVANT", "RELEVANT", 4);
        String page = otto.get(OVERVIEW).body();
        assertThat(agreement(page)).contains("not checked yet: kappa is 0.59 on 50 answers");
        assertThat(cells(page, "model").subList(0, 2)).containsExactly("The language model (not checked yet)", "60%");
        assertThat(isCalm(page, "model")).isTrue();
        assertThat(otto.in("de", OVERVIEW).body()).contains("(noch nicht geprüft)");
    }
}
