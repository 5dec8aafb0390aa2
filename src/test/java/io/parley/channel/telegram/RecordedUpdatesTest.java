package io.parley.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.Ignored;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.InboundEvent.ThreadMoved;
import io.parley.channel.RawEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Updates and errors that Telegram sent to other bots. */
class RecordedUpdatesTest {
    private static final Path FOLDER = Path.of("../shared/data/telegram/updates");

    private final UpdateReader reader = new UpdateReader(new Bot(Installation
            .settings(URI.create("http://localhost:1"), "1:recorded", Duration.ofSeconds(1))), null);

    @BeforeEach
    void needsTheRecords() {
        Assumptions.assumeTrue(Files.isDirectory(FOLDER), "skipped: " + FOLDER + " is absent");
    }

    private List<InboundEvent> meanings(String file) throws IOException {
        return UpdateBatch.ofAnswer(Files.readAllBytes(FOLDER.resolve(file))).orElseThrow().updates().stream()
                .map(update -> reader.read(update.event(Instant.EPOCH))).toList();
    }

    private InboundEvent meaningOfOne(String file) throws IOException {
        return reader.read(new RawEvent(TelegramTarget.TELEGRAM, "1", "1", Files.readAllBytes(FOLDER.resolve(file)),
                Instant.EPOCH));
    }

    private static Map<String, Integer> counted(List<InboundEvent> meanings) {
        var counts = new TreeMap<String, Integer>();
        meanings.forEach(m -> counts.merge(m instanceof Ignored(String why) ? why : m.getClass().getSimpleName(), 1,
                Integer::sum));
        return counts;
    }

    @Test
    void readsAReplyWithFortySevenUpdates() throws IOException {
        List<InboundEvent> meanings = meanings("inline/TestDeserialization.updateText_3.json");
        assertThat(counted(meanings)).isEqualTo(Map.of(
                "MessageReceived", 2,
                "ThreadMoved", 2,
                "a service message", 3,
                "written in the name of a chat", 1,
                "not addressed to the bot", 11,
                "a change of something other than text", 28));
        assertThat(meanings.get(5)).isInstanceOf(ThreadMoved.class).isEqualTo(meanings.get(6));
    }

    @Test
    void readsTextPhotoVoiceAndFileInAPrivateChat() throws IOException {
        List<InboundEvent> meanings = meanings("inline/TestDeserialization.updateText_2.json");
        assertThat(meanings).allMatch(MessageReceived.class::isInstance);
        assertThat(meanings).extracting(m -> ((MessageReceived) m).attachments())
                .filteredOn(attachments -> !attachments.isEmpty()).hasSize(3);
    }

    @Test
    void ignoresWhatIsNotForIt() throws IOException {
        assertThat(counted(meanings("inline/TestDeserialization.updateText.json")))
                .containsOnlyKeys("poll_answer: not a kind of update that is used");
        assertThat(counted(meanings("inline/TestDeserialization.updateText_6.json")))
                .containsOnlyKeys("a service message");
        assertThat(counted(meanings("inline/TestDeserialization.updateText_4.json")))
                .isEqualTo(Map.of("a service message", 4, "ThreadMoved", 1));
        assertThat(counted(meanings("fixtures/update-with-write-access-allowed-for-webapp.json")))
                .containsOnlyKeys("a service message");
        assertThat(counted(List.of(meaningOfOne("inline/TelegramBotsHelper.GetUpdateWithMessageInCallbackQuery.json"))))
                .containsOnlyKeys("a button that is not of this bot's making");
    }

    @Test
    void readsErrors() throws IOException {
        ApiError refusal = refusal("ResponseWithError.json");
        assertThat(refusal).isEqualTo(new ApiError(400, "Error descriptions", Duration.ofSeconds(12), 12345L));
        assertThat(refusal("inline/TelegramBotsHelper.getResponseWithError409.json").code()).isEqualTo(409);
    }

    private static ApiError refusal(String file) throws IOException {
        return BotApi.refusal(Files.readAllBytes(FOLDER.resolve(file))).orElseThrow();
    }

    @Test
    void survivesEveryFile() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                UpdateBatch.ofAnswer(bytes).ifPresent(batch -> batch.updates()
                        .forEach(update -> assertThat(reader.read(update.event(Instant.EPOCH))).isNotNull()));
                RawEvent whole = new RawEvent(TelegramTarget.TELEGRAM, "1", "1", bytes, Instant.EPOCH);
                assertThat(reader.read(whole)).as(file.toString()).isNotNull();
                UpdateBatch.ofCall(bytes);
                BotApi.refusal(new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
