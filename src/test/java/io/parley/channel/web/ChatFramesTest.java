package io.parley.channel.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.ButtonAction;
import io.parley.channel.Command;
import io.parley.channel.InboundEvent;
import io.parley.channel.Vote;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The frames that a visitor's browser may send, and the errors for all others. */
class ChatFramesTest extends ChatLine {
    @Test
    void takesVotesAndChoicesAndTheWishForAPerson() {
        bot.answers(text -> Optional.of(ScriptedBot.choicesOf("How do I return it?", "Who pays?")));
        try (ChatClient visitor = ChatClient.visits(port)) {
            visitor.says("return", "q1");
            String messageId = visitor.nextAnswer().path("messageId").asString();
            visitor.sends(Map.of("type", "choice", "messageId", messageId, "id", "2", "clientMessageId", "c1"));
            visitor.next("ack");
            visitor.sends(Map.of("type", "vote", "messageId", messageId, "vote", -1));
            visitor.next("ack");
            visitor.sends(Map.of("type", "human", "text", "A person, please", "clientMessageId", "h1"));
            visitor.next("ack");

            List<InboundEvent> events = bot.events();
            assertThat(((InboundEvent.ButtonPressed) events.get(1)).press()).isEqualTo(new ButtonAction.Chosen("2"));
            assertThat(((InboundEvent.ButtonPressed) events.get(2)).press())
                    .isEqualTo(new ButtonAction.Voted(Vote.DOWN, null));
            assertThat(((InboundEvent.MessageReceived) events.get(3)).command()).isEqualTo(Command.HUMAN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"ping\"}", "{nonsense", "{\"type\":\"vote\",\"messageId\":\"1\",\"vote\":2}"})
    void closesASocketThatSendsTooManyFramesForNothing(String frame) {
        try (ChatClient visitor = ChatClient.visits(port)) {
            for (int i = 0; i < 120; i++) {
                visitor.sendsRaw(frame);
                assertThat(visitor.next("pong", "error")).isNotNull();
            }
            // Half a second allows one frame more.
            assertThat(visitor.closedAfter(frame, 120)).isEqualTo(1008);
        }
    }

    @Test
    void comesBackWithoutItsSessionInAnyAddress() {
        try (ChatClient visitor = ChatClient.visits(port);
                ChatClient page = ChatClient.returnsByProtocol(port, visitor.session());
                ChatClient program = ChatClient.returnsByHeader(port, visitor.session())) {
            assertThat(page.session()).isEqualTo(visitor.session());
            assertThat(program.session()).isEqualTo(visitor.session());
        }
    }

    @Test
    void refusesVotesAndChoicesOnWhatItDidNotSay() {
        bot.answers(text -> Optional.of(ScriptedBot.choicesOf("How do I return it?")));
        try (ChatClient visitor = ChatClient.visits(port); ChatClient other = ChatClient.visits(port)) {
            other.says("return", "q1");
            String foreign = other.nextAnswer().path("messageId").asString();
            other.sends(Map.of("type", "choice", "messageId", foreign, "id", "9"));
            assertThat(other.next("error").path("field").asString()).isEqualTo("id");

            visitor.sends(Map.of("type", "vote", "messageId", foreign, "vote", 1));

            assertThat(visitor.next("error").path("field").asString()).isEqualTo("messageId");
            assertThat(bot.events()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            {"type":"message"} ~ text
            {"type":"message","text":""} ~ text
            {"type":"message","text":"  \\u200b\\n "} ~ text
            {"type":"message","text":7} ~ text
            {"type":"message","text":["a"]} ~ text
            {"type":"message","text":"a\\u0000b"} ~ text
            {"type":"message","text":"a\\ud83d"} ~ text
            {"type":"message","text":"a","clientMessageId":{"a":1}} ~ clientMessageId
            {"type":"message","text":"a","clientMessageId":""} ~ clientMessageId
            {"type":"message","text":"a","clientMessageId":"a\\u0007"} ~ clientMessageId
            {"type":"vote","messageId":"1","vote":2} ~ vote
            {"type":"vote","messageId":"1","vote":"1"} ~ vote
            {"type":"vote","messageId":"1","vote":1.5} ~ vote
            {"type":"vote","messageId":"1","vote":true} ~ vote
            {"type":"vote","messageId":"1","vote":99999999999999999999} ~ vote
            {"type":"vote","vote":1} ~ messageId
            {"type":"choice","messageId":"1"} ~ id
            {"type":"nonsense"} ~ type
            {"type":null} ~ type
            {} ~ type
            {nonsense ~ ``
            {"type":"message","text":"a","text":"b"} ~ ``
            {"type":"message","text":"a"} {} ~ ``
            """)
    void namesTheFieldThatIsWrongAndGoesOn(String frame, String field) {
        try (ChatClient visitor = ChatClient.visits(port)) {
            visitor.sendsRaw(frame);

            JsonNode error = visitor.next("error");
            assertThat(error.path("field").asString("")).isEqualTo(field);
            assertThat(error.path("message").asString()).isNotBlank().doesNotContain("Exception");
            visitor.says("and now", "q1");
            assertThat(visitor.nextAnswer().path("text").asString()).isEqualTo("You said: and now");
            assertThat(bot.events()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"where is my order?", " 2 \n", "null", "[sic] \"where\""})
    void takesPlainTextAsAMessage(String typed) {
        try (ChatClient visitor = ChatClient.visits(port)) {
            visitor.sendsRaw(typed);

            visitor.next("ack");
            assertThat(visitor.nextAnswer().path("text").asString()).isEqualTo("You said: " + typed.strip());
        }
    }

    @Test
    void saysWhatToSendInstead() {
        try (ChatClient visitor = ChatClient.visits(port)) {
            visitor.sendsRaw("{\"type\":\"message\"");
            assertThat(visitor.next("error").path("message").asString()).contains("quotation mark or a bracket");
            visitor.sendsRaw("{\"text\":\"hello\",\"type\":\"say\"}");
            assertThat(visitor.next("error").path("message").asString()).contains("plain text");
            visitor.sendsRaw("  ");
            assertThat(visitor.next("error").path("field").asString()).isEqualTo("text");
        }
    }

    @Test
    void refusesTextsThatAreTooLongAndTakesThoseThatJustFit() {
        try (ChatClient visitor = ChatClient.visits(port)) {
            for (int length : List.of(8_001, 20_000, 63_900, 64_100, 400_000)) {
                visitor.says("x".repeat(length), "q" + length);
                assertThat(visitor.next("error").path("field").asString()).isEqualTo("text");
            }
            visitor.sendsRaw("{\"type\":\"message\",\"text\":\"" + "\\u00e4".repeat(8_000) + "\"}");
            assertThat(visitor.nextAnswer().path("text").asString()).hasSize(8_000 + "You said: ".length());
        }
    }

    @Test
    void givesBackEveryNaughtyStringAsItIs() throws Exception {
        Path file = Path.of("../shared/data/hostile/naughty-strings.json");
        Assumptions.assumeTrue(Files.exists(file), "The naughty strings are not here, so they are not tried");
        List<String> strings = JsonMapper.builder().build().readTree(file.toFile()).valueStream()
                .map(JsonNode::asString).toList();
        try (ChatClient visitor = ChatClient.visits(port)) {
            int taken = 0;
            for (String string : strings) {
                visitor.says(string, "naughty-" + taken);
                JsonNode frame = visitor.next();
                while (frame.path("type").asString().equals("typing") || frame.path("greeting").asBoolean()) {
                    frame = visitor.next();
                }
                if (frame.path("type").asString().equals("error")) {
                    assertThat(string.codePoints().allMatch(c -> c < ' ' || Character.isWhitespace(c)
                            || Character.isSpaceChar(c) || Character.isISOControl(c)
                            || Character.getType(c) == Character.FORMAT)).as("refused: <%s>", string).isTrue();
                } else {
                    assertThat(visitor.nextAnswer().path("text").asString()).isEqualTo("You said: " + string);
                    taken++;
                }
            }
            assertThat(taken).isGreaterThan(480);
        }
    }
}
