package io.parley.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.email.Post;
import io.parley.fake.model.FakeEmbeddings;
import io.parley.fake.model.FakeModels;
import io.parley.fake.model.Protocol;
import io.parley.fake.slack.FakeSlack;
import io.parley.fake.telegram.FakeTelegram;
import io.parley.ops.Doctor;
import io.parley.ops.Finding;
import io.parley.support.Attempts;
import io.parley.support.ParleyTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Every service refuses the token or password that it is given; none of them stands in what is said about that. */
@ParleyTest
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
class TokensInLogsTest {
    private static final String ADMIN = "needle-of-the-admin";
    private static final List<String> SECRETS = List.of("xoxb-1-needleOfSlack", "needleOfSignatures",
            "987654321:needleOfTelegramneedleOfTelegram123", "needleOfImap", "needleOfSmtp", "sk-needleOfTheModel",
            ADMIN, "sk-needleOfEmbedding");

    private static final FakeTelegram telegram = FakeTelegram.start();
    private static final FakeSlack slack = FakeSlack.start();
    private static final FakeModels models = FakeModels.start();
    private static final FakeEmbeddings embeddings = FakeEmbeddings.start();
    private static final Post post = Post.start();

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private Doctor doctor;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry properties) {
        properties.add("parley.slack.bot-token", () -> SECRETS.get(0));
        properties.add("parley.slack.signing-secret", () -> SECRETS.get(1));
        properties.add("parley.slack.api-url", () -> slack.url().toString());
        properties.add("parley.telegram.token", () -> SECRETS.get(2));
        properties.add("parley.telegram.api-url", telegram::url);
        properties.add("parley.email.address", () -> Post.SHOP);
        properties.add("parley.email.imap-url", () -> post.imapUrl(Post.SHOP).replace(":secret@", ":needleOfImap@"));
        properties.add("parley.email.smtp-url", () -> post.smtpUrl(Post.SHOP).replace(":secret@", ":needleOfSmtp@"));
        properties.add("parley.llm.provider", () -> "openai");
        properties.add("parley.llm.base-url", () -> models.baseUrl(Protocol.OPENAI));
        properties.add("parley.llm.api-key", () -> SECRETS.get(5));
        properties.add("parley.llm.model", () -> "a-model");
        properties.add("parley.embedding.provider", () -> "openai");
        properties.add("parley.embedding.base-url", () -> embeddings.baseUrl("openai"));
        properties.add("parley.embedding.api-key", () -> SECRETS.get(7));
        properties.add("parley.embedding.model", () -> FakeEmbeddings.MODEL);
        properties.add("parley.admin.password", () -> ADMIN);
    }

    @AfterAll
    static void close() {
        post.close();
        models.close();
        embeddings.close();
        slack.close();
        telegram.close();
    }

    @Test
    void standNowhere(CapturedOutput output) {
        String answer = send(request("/api/chat").header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"message\":\"Do llamas read poems on the moon?\"}")));
        await().atMost(Duration.ofMinutes(2)).until(() -> List.of("slack", "telegram", "email").stream()
                .allMatch(part -> health().contains("\"" + part + "\":{\"status\":\"down\"")));
        String found = doctor.examine().stream().map(Finding::what).collect(Collectors.joining("\n"));

        assertThat(output.getAll()).contains("Telegram refuses", "Mailbox main",
                "The language model failed: REFUSED_KEY",
                "The embedding model openai:fake-embedding fails (REFUSED_KEY)");
        assertThat(found).contains("check PARLEY_EMBEDDING_API_KEY");
        Attempts attempts = new Attempts("tokens and passwords in the log, /health and the doctor");
        for (String secret : SECRETS) {
            attempts.note(secret + " in the log", !output.getAll().contains(secret));
            attempts.note(secret + " in /health", !health().contains(secret));
            attempts.note(secret + " in the doctor's findings", !found.contains(secret));
            attempts.note(secret + " in an answer", !answer.contains(secret));
        }
        attempts.wereStopped(32);
    }

    private String health() {
        return send(request("/health").header("Authorization",
                "Basic " + Base64.getEncoder().encodeToString(("admin:" + ADMIN).getBytes(StandardCharsets.UTF_8))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private String send(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), BodyHandlers.ofString()).join().body();
    }
}
