package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.ButtonPressed;
import io.parley.channel.InboundEvent.ConversationReset;
import io.parley.channel.InboundEvent.Ignored;
import io.parley.channel.InboundEvent.MessageDeleted;
import io.parley.channel.InboundEvent.MessageEdited;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.InboundEvent.ReactionChanged;
import io.parley.channel.InboundEvent.ThreadMoved;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The outcome of each payload, against a table that was written from Slack's documentation: a question, a question if
 * the bot is part of the thread, an edit, a deletion, a vote, a button, a command, or ignored and why.
 */
class RecordedPayloadsTest {
    private static final Path TABLE = Path.of("src/test/resources/slack/outcomes.csv");

    /** A row of the table; the bot is who the payload was, or would be, sent to. */
    private record Expected(String payload, String bot, String outcome, String because) {}

    @BeforeEach
    void needsTheRecords() {
        Assumptions.assumeTrue(Files.isDirectory(RecordedPayloads.FOLDER),
                "skipped: " + RecordedPayloads.FOLDER + " is absent");
    }

    static List<String> stored() {
        return table().stream().filter(e -> !e.because.endsWith(": not used")).map(Expected::payload).toList();
    }

    private static List<Expected> table() {
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(TABLE)) {
            return rows.stream().map(r -> new Expected(r.getField("payload"), r.getField("bot"), r.getField("outcome"),
                    r.getField("because"))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Expected read(Expected expected) {
        BotUser bot = new BotUser();
        bot.learn(expected.bot, "");
        byte[] body = RecordedPayloads.body(expected.payload);
        SlackPayload payload = SlackPayload.of(body).orElseThrow();
        InboundEvent event = new EventReader(bot, Given.OFF)
                .read(payload.raw(body, Instant.EPOCH));
        return new Expected(expected.payload, expected.bot, outcome(event, payload.kind()),
                event instanceof Ignored(String why) ? why : "");
    }

    private static String outcome(InboundEvent event, String kind) {
        return switch (event) {
            case MessageReceived message -> kind.equals("command") ? "command" : "question";
            case InboundEvent.AmbientMessage overheard -> "question of a thread";
            case InboundEvent.AnswerRequested pointed -> "question";
            case InboundEvent.MentionAdded called -> "question";
            case MessageEdited edit -> "edit";
            case MessageDeleted deletion -> "deletion";
            case ReactionChanged reaction -> "vote";
            case ButtonPressed pressed -> "button";
            case InboundEvent.MessageKept kept -> "kept";
            case Ignored ignored -> "ignored";
            case ConversationReset reset -> "reset";
            case InboundEvent.ReachabilityChanged report -> "report";
            case ThreadMoved moved -> "move";
            case InboundEvent.AgentMessage among -> "among agents";
            case InboundEvent.AgentMessageEdited edit -> "edit among agents";
            case InboundEvent.AgentMessageDeleted deletion -> "deletion among agents";
            case InboundEvent.AgentPressed pressed -> "button among agents";
        };
    }

    @Test
    void readsEachPayloadAsTheTableSays() {
        List<Expected> table = table();
        assertThat(table).extracting(Expected::payload).containsExactlyInAnyOrderElementsOf(RecordedPayloads.files());
        assertThat(table).allSatisfy(row -> assertThat(read(row)).isEqualTo(row));
        var counts = new TreeMap<String, Integer>();
        table.forEach(row -> counts.merge(row.outcome, 1, Integer::sum));
        System.out.println("Of Slack's " + table.size() + " recorded payloads and shapes: " + counts);
        assertThat(counts).containsOnlyKeys("question", "question of a thread", "edit", "deletion", "vote", "button",
                "command", "ignored");
    }
}
