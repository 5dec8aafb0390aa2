package io.parley.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.Parley;
import io.parley.hours.OfficeHours;
import io.parley.knowledge.search.Thresholds;
import io.parley.settings.SettingChange.Conflict;
import io.parley.settings.SettingChange.Done;
import io.parley.settings.SettingChange.Outcome;
import io.parley.settings.SettingChange.Refused;
import io.parley.support.ParleyTest;
import io.parley.support.Patience;
import io.parley.support.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Settings that change while Parley runs, on one instance and on two. */
@ParleyTest(properties = "parley.serving=false")
class SettingsTest {
    private static final String ANSWER = "parley.confidence.answer";
    private static final String CHOICES = "parley.confidence.choices";

    @LocalServerPort
    private int port;

    @Autowired
    private Settings settings;

    @Autowired
    private Live<Thresholds> thresholds;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TestDatabase database;

    @AfterEach
    void clear() {
        jdbc.sql("delete from setting").update();
        jdbc.sql("delete from setting_change").update();
        settings.refresh();
    }

    private Outcome change(String key, @Nullable String value) {
        Setting setting = settings.find(key).orElseThrow();
        return settings.change(setting, value, setting.revision(), "olga");
    }

    @Test
    void aChangeIsInEffectOnTheOtherInstance(@TempDir Path data) {
        isInEffectOnTheOther(data, Patience.LIMIT);
    }

    @Test
    @Tag("bench")
    void aChangeIsInEffectOnTheOtherInstanceWithinASecond(@TempDir Path data) {
        isInEffectOnTheOther(data, Duration.ofSeconds(1));
    }

    private void isInEffectOnTheOther(Path data, Duration within) {
        try (ConfigurableApplicationContext other = new SpringApplicationBuilder(Parley.class).run("--server.port=0",
                "--spring.datasource.url=" + database.getJdbcUrl(),
                "--spring.datasource.username=" + database.getUsername(),
                "--spring.datasource.password=" + database.getPassword(), "--parley.serving=false",
                "--parley.admin.password=" + ParleyTest.PASSWORD, "--parley.data-dir=" + data)) {
            Live<Thresholds> there = other.<Live<Thresholds>>getBeanProvider(
                    ResolvableType.forClassWithGenerics(Live.class, Thresholds.class)).getObject();
            assertThat(there.now().answer()).isEqualTo(0.5);
            for (String value : List.of("0.7", "0.9", "0.6")) {
                change(ANSWER, value);
                await().atMost(within).pollInterval(Duration.ofMillis(10))
                        .until(() -> there.now().answer() == Double.parseDouble(value));
            }
            change("parley.office-hours", "Mon-Fri 9-17");
            OfficeHours hours = other.getBean(OfficeHours.class);
            await().atMost(within).pollInterval(Duration.ofMillis(10))
                    .until(() -> !hours.isAlwaysOpen());
        }
    }

    @Test
    void anInstanceThatStartsHasWhatWasSetBefore(@TempDir Path data) {
        change(ANSWER, "0.8");
        try (ConfigurableApplicationContext other = new SpringApplicationBuilder(Parley.class).run("--server.port=0",
                "--spring.datasource.url=" + database.getJdbcUrl(),
                "--spring.datasource.username=" + database.getUsername(),
                "--spring.datasource.password=" + database.getPassword(), "--parley.serving=false",
                "--parley.admin.password=" + ParleyTest.PASSWORD, "--parley.data-dir=" + data)) {
            assertThat(other.<Live<Thresholds>>getBeanProvider(
                    ResolvableType.forClassWithGenerics(Live.class, Thresholds.class)).getObject().now().answer())
                    .isEqualTo(0.8);
        }
    }

    @Test
    void ofTwoWhoChangeOneAtOnceOneDoes() throws Exception {
        Setting seen = settings.find(ANSWER).orElseThrow();
        List<Callable<Outcome>> both = List.of(() -> settings.change(seen, "0.7", 0, "olga"),
                () -> settings.change(seen, "0.8", 0, "otto"));
        List<Outcome> outcomes = together(both);
        assertThat(outcomes).hasAtLeastOneElementOfType(Done.class).hasAtLeastOneElementOfType(Conflict.class);
        assertThat(settings.find(ANSWER).orElseThrow().revision()).isOne();
        assertThat(settings.newest(10)).hasSize(1);
    }

    /** Each of the two would be right alone. */
    @Test
    void twoAtOnceDoNotMakeARecordThatItsOwnRulesRefuse() throws Exception {
        for (int i = 0; i < 20; i++) {
            clear();
            Setting answer = settings.find(ANSWER).orElseThrow();
            Setting choices = settings.find(CHOICES).orElseThrow();
            List<Outcome> outcomes = together(List.of(() -> settings.change(answer, "0.3", 0, "olga"),
                    () -> settings.change(choices, "0.4", 0, "otto")));
            assertThat(outcomes).hasAtLeastOneElementOfType(Done.class).hasAtLeastOneElementOfType(Refused.class);
        }
    }

    private static List<Outcome> together(List<Callable<Outcome>> changes) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<Outcome>> all = threads.invokeAll(changes);
            return List.of(all.getFirst().get(), all.getLast().get());
        }
    }

    @Test
    void whatAnotherVersionLeftThatTheRecordRefusesIsLeftOutAndTheRestIsInEffect() {
        jdbc.sql("""
                insert into setting (key, value, revision, changed_by, changed_at) values
                    (?, '7', 1, 'olga', now()), (?, '0.3', 1, 'olga', now()), ('parley.gone', 'x', 1, 'olga', now())""")
                .param(ANSWER).param(CHOICES).update();
        settings.refresh();
        assertThat(thresholds.now()).isEqualTo(new Thresholds(0.5, 0.3, 0.05));
        assertThat(settings.find("parley.gone")).isEmpty();
        assertThat(change(ANSWER, "0.6")).isInstanceOf(Done.class);
        assertThat(thresholds.now().answer()).isEqualTo(0.6);
    }

    @Test
    void whatIsSavedAsItIsLeavesNoTrace() {
        change(ANSWER, "0.7");
        change(ANSWER, "0.7");
        assertThat(settings.newest(10)).hasSize(1);
        assertThat(settings.find(ANSWER).orElseThrow().revision()).isOne();
    }

    @Test
    void programsReadAndChangeASetting() throws Exception {
        assertThat(ask("GET", ANSWER, "").body()).contains("\"value\":\"0.5\"", "\"isDefault\":true", "\"revision\":0");
        assertThat(ask("PUT", ANSWER, "{\"value\":\"0.7\",\"revision\":0}").body()).contains("\"value\":\"0.7\"",
                "\"configured\":\"0.5\"", "\"revision\":1", "\"changedBy\":\"admin\"");
        assertThat(thresholds.now().answer()).isEqualTo(0.7);
        HttpResponse<String> late = ask("PUT", ANSWER, "{\"value\":\"0.8\",\"revision\":0}");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("\"revision\":1", "\"value\":\"0.7\"");
        HttpResponse<String> wrong = ask("PUT", ANSWER, "{\"value\":\"2\",\"revision\":1}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("\"field\":\"value\"", "needs 0 <= choices <= answer <= 1");
        assertThat(ask("PUT", ANSWER, "{\"value\":\"0.8\"}").body()).contains("revision");
        assertThat(ask("PUT", ANSWER, "{\"value\":0.8,\"revision\":1}").body()).contains("\"value\":\"0.8\"");
        assertThat(ask("GET", "parley.admin.password", "").statusCode()).isEqualTo(404);
        assertThat(ask("PUT", "parley.admin.password", "{\"value\":\"x\",\"revision\":0}").statusCode()).isEqualTo(404);
        assertThat(ask("PUT", ANSWER, "{\"value\":null,\"revision\":2}").body()).contains("\"isDefault\":true");
        assertThat(thresholds.now().answer()).isEqualTo(0.5);
    }

    private HttpResponse<String> ask(String method, String key, String body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/settings/" + key))
                    .header("Content-Type", "application/json")
                    .header("Authorization", ParleyTest.ADMIN)
                    .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)).build(),
                    BodyHandlers.ofString());
        }
    }
}
