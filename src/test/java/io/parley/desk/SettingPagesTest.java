package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.hours.OfficeHours;
import io.parley.knowledge.search.Thresholds;
import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.settings.Live;
import io.parley.support.ParleyTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Settings, as operators change them without script. */
@ParleyTest(properties = {"parley.serving=false", "parley.confidence.answer=0.6", "parley.time-zone=Europe/Berlin"})
class SettingPagesTest {
    private static final String SETTINGS = "/desk/settings";
    private static final String ANSWER = "parley.confidence.answer";

    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Live<Thresholds> thresholds;

    @Autowired
    private OfficeHours hours;

    private DeskClient olga;

    @BeforeEach
    void start() {
        agents.add("olga", "Olga", Role.OPERATOR, DeskClient.PASSWORD);
        agents.add("otto", "Otto", Role.OPERATOR, DeskClient.PASSWORD);
        olga = DeskClient.signedIn(port, "olga", DeskClient.PASSWORD);
    }

    @AfterEach
    void end() {
        for (String key : jdbc.sql("select key from setting where value is not null").query(String.class).list()) {
            save(olga, key, Map.of("reset", "true"));
        }
        olga.close();
    }

    private int revision(String key) {
        return jdbc.sql("select revision from setting where key = ?").param(key).query(Integer.class).optional()
                .orElse(0);
    }

    private HttpResponse<String> save(DeskClient who, String key, Map<String, String> fields) {
        Map<String, String> all = new java.util.HashMap<>(
                Map.of("key", key, "revision", String.valueOf(revision(key))));
        all.putAll(fields);
        return who.send(who.get(SETTINGS), SETTINGS, all);
    }

    private HttpResponse<String> save(String key, String value) {
        return save(olga, key, Map.of("value", value));
    }

    /** The form of a setting. */
    private static String form(HttpResponse<String> page, String key) {
        String from = page.body().substring(page.body().indexOf("value=\"" + key + "\""));
        return from.substring(0, from.indexOf("</form>"));
    }

    @Test
    void aSettingIsInEffectAtOnceAndThePageSaysWhoChangedIt() {
        HttpResponse<String> answer = save(ANSWER, " 0.8 ");
        assertThat(DeskClient.location(answer)).isEqualTo(SETTINGS + "?done=saved&at=parley-confidence-answer");
        assertThat(thresholds.now().answer()).isEqualTo(0.8);
        HttpResponse<String> page = olga.get(SETTINGS + "?done=saved&at=parley-confidence-answer");
        assertThat(page.body()).contains("Saved. It is in effect.");
        assertThat(form(page, ANSWER)).contains("value=\"0.8\"", "Default: 0.6", "Changed by olga,",
                "Back to the default");
        assertThat(jdbc.sql("select actor || deed || object || detail from audit order by id desc limit 1")
                .query(String.class).single()).isEqualTo("olgasetting_changed" + ANSWER + "0.8");
    }

    @Test
    void theEffectOfAThresholdIsShownAndNothingIsSaved() {
        jdbc.sql("update message set said_at = said_at - interval '91 days'").update();
        assertThat(tried("0.99").body()).contains("No customer asked anything in the last 90 days");
        jdbc.sql("""
                with talk as (insert into conversation (channel, thread, address)
                              values ('web', gen_random_uuid()::text, 'a') returning id)
                insert into message (conversation_id, channel, author, text, said_at)
                select id, 'web', 'participant', asked.text, now() from talk, (values ('How can I track my order?'),
                    ('Can I bring <b>my llama</b> to the pottery class?'), ('Thank you very much!')) asked (text)""")
                .update();

        HttpResponse<String> page = tried(" 0.99 ");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(form(page, ANSWER)).contains("value=\" 0.99 \"");
        assertThat(page.body()).contains("Of the last 2 questions that customers asked, each by itself, 1 would be",
                "<th scope=\"col\">With  0.99 </th>").doesNotContain("<b>my llama");
        assertThat(bands(page)).containsExactly("answer 1 0", "choices 0 1", "handoff 1 1");
        assertThat(page.body()).containsPattern("How can I track my order\\?</span>(?s).*% sure: ");
        assertThat(bands(tried("0.6"))).containsExactly("answer 1 1", "choices 0 0", "handoff 1 1");
        assertThat(thresholds.now().answer()).isEqualTo(0.6);
        assertThat(jdbc.sql("select count(*) from setting where value is not null").query(Long.class).single())
                .isZero();
    }

    @Test
    void onlyAThresholdThatCanBeIsTried() {
        for (String value : List.of("1.5", "NaN", "0.1", "much", "")) {
            HttpResponse<String> page = tried(value);
            assertThat(page.statusCode()).as(value).isEqualTo(422);
            assertThat(form(page, ANSWER)).as(value).contains("aria-invalid=\"true\"", "value=\"" + value + "\"");
            assertThat(page.body()).doesNotContain("data-band");
        }
        assertThat(olga.send(olga.get(SETTINGS), SETTINGS + "/try",
                Map.of("key", "parley.handover.round-robin", "value", "true")).statusCode()).isEqualTo(302);
    }

    private HttpResponse<String> tried(String value) {
        return olga.send(olga.get(SETTINGS), SETTINGS + "/try", Map.of("key", ANSWER, "value", value));
    }

    private static List<String> bands(HttpResponse<String> page) {
        return Pattern.compile("<tr data-band=\"(\\w+)\">.*?<td>(\\d+)</td><td>(\\d+)</td>").matcher(page.body())
                .results().map(found -> found.group(1) + " " + found.group(2) + " " + found.group(3)).toList();
    }

    @Test
    void theDefaultComesBack() {
        save(ANSWER, "0.8");
        save(olga, ANSWER, Map.of("reset", "true"));
        assertThat(thresholds.now().answer()).isEqualTo(0.6);
        assertThat(form(olga.get(SETTINGS), ANSWER)).contains("value=\"0.6\"", "Put back by olga,")
                .doesNotContain("Back to the default");
    }

    @Test
    void ofTwoOperatorsAtOnceTheSecondSeesWhatTheFirstSavedBesideTheirOwnWords() {
        HttpResponse<String> seen = olga.get(SETTINGS);
        String revision = String.valueOf(revision(ANSWER));
        try (DeskClient otto = DeskClient.signedIn(port, "otto", DeskClient.PASSWORD)) {
            save(otto, ANSWER, Map.of("value", "0.7"));
        }
        HttpResponse<String> answer = olga.send(seen, SETTINGS,
                Map.of("key", ANSWER, "revision", revision, "value", "0.9"));
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(form(answer, ANSWER)).contains("otto changed this meanwhile to: 0.7", "value=\"0.9\"");
        assertThat(thresholds.now().answer()).isEqualTo(0.7);
        save(ANSWER, "0.9");
        assertThat(thresholds.now().answer()).isEqualTo(0.9);
    }

    @Test
    void whatTheSettingsRefuseIsSaidAtTheFieldAndStaysInIt() {
        Map<String, String> wrong = Map.of("1.5", "needs 0 &lt;= choices &lt;= answer &lt;= 1", "NaN", "needs 0",
                "0.1", "choices=0.15, answer=0.1", "much", "write a number like 0.5", "", "write a number like 0.5");
        wrong.forEach((value, why) -> {
            HttpResponse<String> answer = save(ANSWER, value);
            assertThat(answer.statusCode()).as(value).isEqualTo(422);
            assertThat(form(answer, ANSWER)).as(value).contains(why, "value=\"" + value + "\"",
                    "aria-invalid=\"true\"");
        });
        assertThat(save("parley.handover.return-after", "soon").body()).contains("write a time like 10m, 4h or 3d.");
        assertThat(save("parley.handover.return-after", "3s").body()).contains("must be a minute or more");
        assertThat(save("parley.handover.return-after", "99999d").body()).contains("at most 400 days");
        assertThat(save("parley.holidays", "2026-05-14 ".repeat(400)).body()).contains("at most 2000 characters");
        assertThat(jdbc.sql("select count(*) from setting where value is not null").query(Long.class).single())
                .isZero();
    }

    @Test
    void holidaysAreNoFileOfTheServer() {
        for (String file : new String[]{"/etc/hostname", "file:/etc/hostname", "pom.xml"}) {
            HttpResponse<String> answer = save("parley.holidays", file);
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("write dates, like 2026-05-14 or 12-25");
        }
    }

    @Test
    void theNextFiveOpeningsAndClosingsFollowTheHoursThatWereSet() {
        assertThat(olga.get(SETTINGS).body()).contains("The team is there at all times.");
        save("parley.office-hours", "Mon-Fri 9:00-17:00");
        assertThat(hours.isAlwaysOpen()).isFalse();
        String page = olga.get(SETTINGS).body();
        String times = page.substring(page.indexOf("id=\"times\""));
        times = times.substring(0, times.indexOf("</ol>"));
        assertThat(Pattern.compile(">(opens|closes)<").matcher(times).results().count()).isEqualTo(5);
        assertThat(save("parley.office-hours", "Mon-Fry").statusCode()).isEqualTo(422);
    }

    @Test
    void whatNeedsARestartIsShownWithItsVariableAndNothingSecretIs() {
        assertThat(olga.get(SETTINGS).body())
                .contains("PARLEY_TIME_ZONE", "Europe/Berlin", "PARLEY_CONFIDENCE_CLOSE",
                        "PARLEY_HANDOVER_GIVE_UP_AFTER")
                .doesNotContain("PARLEY_ADMIN_PASSWORD", "setting's own", "TOKEN");
    }

    @Test
    void eachSettingStandsInItsPartSaysWhatItDoesAndHowItIsNow() {
        String page = olga.get(SETTINGS).body();
        for (String part : List.of("answering", "hours", "tickets", "customers", "learning")) {
            assertThat(page).contains("href=\"#" + part + "\"", "id=\"" + part + "\"");
        }
        assertThat(page.indexOf("id=\"tickets\"")).isGreaterThan(page.indexOf("name=\"key\" value=\"parley.holidays\""))
                .isLessThan(page.indexOf("name=\"key\" value=\"parley.handover.round-robin\""));
        assertThat(form(olga.get(SETTINGS), "parley.handover.round-robin")).contains("Now: off",
                "Off: new tickets wait in the inbox until somebody takes them.");
        assertThat(Pattern.compile("<strong class=\"now\">Now: ").matcher(page).results().count()).isEqualTo(
                Pattern.compile("name=\"key\"").matcher(page).results().count()).isGreaterThan(9);
        assertThat(olga.get(SETTINGS + "?done=saved&at=parley-holidays").body())
                .containsPattern("id=\"save-parley-holidays\"[^>]*autofocus|autofocus[^>]*id=\"save-parley-holidays\"");
    }

    @Test
    void switchesAreShownAndChangedAsSuch() {
        assertThat(form(olga.get(SETTINGS), "parley.handover.round-robin")).contains("Default: off",
                "<option value=\"false\" selected=\"selected\">off</option>");
        save("parley.handover.round-robin", "true");
        assertThat(form(olga.get(SETTINGS), "parley.handover.round-robin"))
                .contains("<option value=\"true\" selected=\"selected\">on</option>");
        assertThat(olga.in("de", SETTINGS).body()).contains("Neue Tickets werden reihum verteilt");
    }
}
