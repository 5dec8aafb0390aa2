package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.Parley;
import io.parley.support.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Commands beside a server that runs on the same data directory. */
@SuppressWarnings("NullAway.Init")
class CommandDoorTest {
    private static final TestDatabase database = TestDatabase.migrated();
    @TempDir
    static Path folder;
    private static ConfigurableApplicationContext server;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void serve() {
        settings().forEach(System::setProperty);
        server = SpringApplication.run(Parley.class, "--server.port=0");
    }

    @AfterAll
    static void close() {
        server.close();
        settings().keySet().forEach(System::clearProperty);
        database.close();
        assertThat(folder.resolve("server.properties")).doesNotExist();
    }

    private static Map<String, String> settings() {
        return Map.of("spring.datasource.url", database.getJdbcUrl(), "spring.datasource.username",
                TestDatabase.SERVING_USER, "spring.datasource.password", database.getPassword(),
                "parley.database.migration-username", database.getUsername(), "parley.database.migration-password",
                database.getPassword(), "parley.data-dir", folder.toString());
    }

    @Test
    void asksTheServerInsteadOfStartingAllOver() {
        assertThat(run("ask", "Where is my order?")).isZero();
        assertThat(out.toString()).contains("[faq, confidence");
        assertThat(err.toString()).as("nothing is started").isEmpty();

        assertThat(run("drafts", "--most", "0")).as("a wrong command line").isEqualTo(2);
        assertThat(run("refits")).isZero();
        assertThat(run("dead-letters")).isZero();
        assertThat(run("doctor")).isZero();
        assertThat(out.toString()).contains("database").contains("ok     FAQ")
                .contains("ok     server").contains("with the settings that it was started with");
        assertThat(err.toString()).doesNotContain(Patience.MARK + "starting");
    }

    @Test
    void chatsWithTheServerAndVotes() {
        RunningServer running = RunningServer.find().orElseThrow();

        assertThat(running.say("a", "Where is my order?")).get().asString().contains("[faq");
        assertThat(running.say("a", "+1")).hasValue(List.of("Noted: it answers your question."));
        assertThat(running.say("b", "-1")).get().asString().contains("no answer of the FAQ just before");
        assertThat(database.jdbc().sql("select person || ' ' || said from lesson_vote where message is null")
                .query(String.class).list()).containsExactly("operator helpful");
    }

    @Test
    void showsNothingToThoseWhoCannotReadItsFile() throws Exception {
        Path file = folder.resolve("server.properties");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(post(null)).isEqualTo(404);
        assertThat(post("Bearer wrong")).isEqualTo(404);
        assertThat(post("Bearer " + property("secret"))).isEqualTo(200);
    }

    @Test
    void isNotAskedByACommandThatMeansAnotherDatabase() {
        System.setProperty("spring.datasource.url", database.getJdbcUrl() + "&other=1");
        try {
            assertThat(RunningServer.find()).isEmpty();
        } finally {
            System.setProperty("spring.datasource.url", database.getJdbcUrl());
        }
    }

    @Test
    void saysThatNobodyCouldBeAskedWhenTheFileIsLeftOver() throws IOException {
        Path file = folder.resolve("server.properties");
        String content = Files.readString(file);
        Files.writeString(file, content.replaceFirst("port=\\d+", "port=1"));
        try {
            PrintWriter nowhere = new PrintWriter(out, true);
            assertThat(RunningServer.find().orElseThrow().run(List.of("ask", "x"), nowhere, nowhere))
                    .isEqualTo(OptionalInt.empty());
        } finally {
            Files.writeString(file, content);
        }
    }

    private static int post(@org.jspecify.annotations.Nullable String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + property("port") + "/command"))
                .POST(BodyPublishers.ofString("refits"));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.discarding()).statusCode();
        }
    }

    private static String property(String name) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve("server.properties"))) {
            properties.load(reader);
        }
        return properties.getProperty(name);
    }

    private int run(String... arguments) {
        return Commands.commandLine(Parley.class).setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true)).execute(arguments);
    }
}
