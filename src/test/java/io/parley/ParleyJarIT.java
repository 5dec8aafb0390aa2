package io.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.parley.desk.DeskClient;
import io.parley.support.ParleyJar;
import io.parley.support.ParleyJar.Run;
import io.parley.support.ParleyJar.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The packed application runs alone, with nothing set up, and does what the README says. */
@TestMethodOrder(OrderAnnotation.class)
class ParleyJarIT {
    private static final int ENDED_BY_SIGNAL = 143;
    private static final Pattern SHELL_BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private static Path directory;

    private static ParleyJar jar;
    private static Server server;

    @BeforeAll
    static void serve() throws IOException {
        jar = new ParleyJar(directory.resolve("data"));
        server = jar.serve();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @Order(1)
    void answersFromTheStarterFaq() throws Exception {
        HttpResponse<String> response = ask("Where is my order?");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"source\":\"faq\"");
        assertThat(get("/").body()).contains("<html");
        assertThat(get("/health").body()).contains("\"status\":\"up\"");
        assertThat(get("/actuator/prometheus").statusCode()).isEqualTo(401);
    }

    @Test
    @Order(1)
    void showsAtTheDeskTheFirstTicketAfterAQuestionThatNobodyCouldAnswer() throws Exception {
        String question = "Who tunes the carillon of your tower?";
        ask(question);

        String password = Files.readString(directory.resolve("data/admin-password")).strip();
        try (DeskClient admin = DeskClient.signedIn(URI.create(server.url()).getPort(), "admin", password)) {
            await().until(() -> admin.get("/desk").body().contains(question));
        }
    }

    @Test
    @Order(2)
    void doesWhatTheReadmeSays() throws IOException {
        List<String> commands = readmeCommands();
        assertThat(commands).hasSizeGreaterThan(5);
        for (String command : commands) {
            Run run = jar.shell(command);
            System.out.println("$ " + command + "\n" + run.output());
            assertThat(run.exitCode()).as("%s%n%s", command, run.output()).isZero();
        }
    }

    @Test
    @Order(3)
    void tellsInOneSentenceWhatDidNotWork() {
        Run missing = jar.run("import", "nowhere.csv");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.output().lines())
                .containsExactly("Error: nowhere.csv: There is no such file. Check the path.");

        Run unknown = jar.run("improt", "nowhere.csv");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.output()).contains("Did you mean: parley import?").doesNotContain("\tat ");
    }

    @Test
    @Order(4)
    void tellsASecondServerWhoseDataThatIs() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> jar.serve().close())
                .withMessageContaining("in use by another Parley (process " + server.process().pid() + ")");
        assertThat(server.process().isAlive()).isTrue();
    }

    @Test
    @Order(5)
    void servesAnImportWithoutARestart() throws Exception {
        Path faq = Files.writeString(directory.resolve("more.csv"),
                "question,answer\nDo you repair gramophones?,Yes: bring yours on a Tuesday.\n,no question\n");
        Run run = jar.run("import", faq.toString());
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains("1 new").contains("line 3:");

        await().until(() -> ask("Do you repair gramophones?").body().contains("Tuesday"));
    }

    @Test
    @Order(6)
    void goesOnAfterItWasKilled() throws Exception {
        server.kill();
        server = jar.serve();

        assertThat(ask("Do you repair gramophones?").body()).contains("Tuesday");
    }

    @Test
    @Order(7)
    void leavesNothingRunningWhenItIsToldToStop() {
        assertThat(server.stop()).isEqualTo(ENDED_BY_SIGNAL);
        assertThat(ProcessHandle.allProcesses()
                .map(process -> process.info().command().orElse(""))
                .filter(command -> command.startsWith(directory.toString()))).isEmpty();
    }

    @Test
    @Order(8)
    void runsCommandsWithoutAServer() {
        Run run = jar.run("ask", "Do", "you", "repair", "gramophones?");
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output().lines().filter(line -> !line.startsWith("… "))).hasSize(2).first()
                .isEqualTo("Yes: bring yours on a Tuesday.");
    }

    /** The commands of the shell blocks that talk to a server or stand beside one. */
    private static List<String> readmeCommands() throws IOException {
        boolean hasCurl = jar.shell("command -v curl").exitCode() == 0;
        return SHELL_BLOCK.matcher(Files.readString(Path.of("README.md")))
                .results()
                .flatMap(block -> block.group(1).replace("\\\n", " ").lines())
                .filter(line -> line.startsWith("java -jar target/parley.jar ")
                        || (hasCurl && line.startsWith("curl ")))
                .map(line -> line.replace("http://localhost:8080", server.url())
                        .replace("my-faq.csv", "db/faq/starter.csv"))
                .toList();
    }

    private static HttpResponse<String> ask(String question) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(server.url() + "/api/chat"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"sessionId\":\"jar-test\",\"message\":\"" + question + "\"}"))
                .build());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(server.url() + path)).build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }
}
