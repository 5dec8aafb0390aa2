package io.parley.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.AnswerSource;
import io.parley.channel.ButtonAction;
import io.parley.channel.Language;
import io.parley.channel.OutboundMessage;
import io.parley.channel.Vote;
import io.parley.channel.text.TextSplitter;
import io.parley.fake.telegram.FakeChat;
import io.parley.fake.telegram.FakeTelegram;
import io.parley.fake.telegram.Line;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
class MessageRendererTest {
    private static final Path NAUGHTY = Path.of("../shared/data/hostile/naughty-strings.json");
    private static final Path INJECTIONS = Path.of("../shared/data/hostile/prompt-injections/prompt_injections.csv");

    private final MessageRenderer form = new MessageRenderer(new TelegramTexts());

    private List<RenderedPart> parts(String text) {
        return form.parts(Installation.answer(text));
    }

    private static List<String> hostile() throws java.io.IOException {
        Assumptions.assumeTrue(Files.isReadable(NAUGHTY) && Files.isReadable(INJECTIONS),
                "skipped: ../shared/data/hostile is absent");
        var strings = new ArrayList<String>();
        JsonMapper.shared().readTree(NAUGHTY).forEach(node -> strings.add(node.asString()));
        strings.addAll(Files.readAllLines(INJECTIONS, StandardCharsets.UTF_8));
        strings.addAll(List.of("\ud83d", "\ude00", "a\ud83db", "\u0000\u0007\u001b[31m", "👩‍👩‍👧‍👦", "🇩🇪🇩🇪", "é",
                "\u200b\u200e\u2066",
                "e" + "\u0301".repeat(5000), "x".repeat(9000), "😀".repeat(3000), "&".repeat(5000), "<".repeat(5000)));
        return strings;
    }

    /** The text without blanks, which Telegram and cuts may remove, and without characters that no reader sees. */
    private static String essence(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}\u0085\u2028-\u202e]+", "");
    }

    private static void isSound(String text, List<RenderedPart> parts) {
        assertThat(parts).isNotEmpty();
        for (RenderedPart part : parts) {
            assertThat(part.plain()).hasSizeBetween(1, MessageRenderer.LONGEST);
            assertThat(Parser.unescapeEntities(part.html(), true)).isEqualTo(part.plain());
            assertThat(part.html()).doesNotContain("<");
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(part.plain())).isTrue();
        }
        if (!essence(text).isEmpty() && !parts.getFirst().plain().equals("…")) {
            String whole = parts.stream().map(RenderedPart::plain).collect(Collectors.joining());
            assertThat(essence(whole)).isEqualTo(essence(FormattedText.printable(text)));
        }
    }

    @Test
    void labelsItsButtonsInTheLanguageOfThePerson() {
        OutboundMessage answer = new OutboundMessage("1", "2", null, AnswerSource.FAQ, null, 0.9, "We open at nine.",
                List.of(), List.of(), true, true, false);
        RenderedPart part = form.parts(answer.in(Language.FR)).getLast();

        assertThat(part.buttons().getLast().getFirst().label()).isEqualTo("Parler à une personne");
    }

    @Test
    void keepsEveryHostileStringWholeAndHarmless() throws java.io.IOException {
        for (String text : hostile()) {
            isSound(text, parts(text));
        }
    }

    @Test
    void keepsHostileMixturesWholeWhereverTheyAreCut() throws java.io.IOException {
        List<String> strings = hostile();
        Random random = new Random(20260101);
        List<String> glue = List.of(" ", "", "\n", "\n\n", ". ", "\t");
        for (int i = 0; i < 300; i++) {
            var text = new StringBuilder();
            while (text.length() < 9000) {
                text.append(strings.get(random.nextInt(strings.size()))).append(glue.get(random.nextInt(glue.size())));
            }
            isSound(text.toString(), parts(text.toString()));
        }
    }

    @Test
    void showsHostileStringsOnTelegramAsTheyWere() throws java.io.IOException {
        try (FakeTelegram telegram = FakeTelegram.start(); Installation parley = Installation.at(telegram)) {
            for (String text : hostile()) {
                FakeChat chat = telegram.privateChat("Ann");
                parley.send(chat, Installation.answer(text));
                String seen = chat.botMessages().stream().map(Line::text).collect(Collectors.joining());
                if (!seen.equals("…")) {
                    assertThat(essence(seen)).isEqualTo(essence(FormattedText.printable(text)));
                }
            }
            assertThat(telegram.violations()).isEmpty();
            assertThat(telegram.calls("sendMessage")).allMatch(call -> call.ok() && call.request().has("parse_mode"));
        }
    }

    @Test
    void neverCutsACharacterAsAReaderSeesIt() {
        Random random = new Random(7);
        List<String> characters = List.of("👩‍👩‍👧‍👦", "🇩🇪", "e\u0301", "🏳️‍🌈", "한", "ก็", "x", "y", "z");
        for (int i = 0; i < 100; i++) {
            var text = new StringBuilder();
            while (text.length() < 9000) {
                text.append(characters.get(random.nextInt(characters.size())));
            }
            BreakIterator borders = BreakIterator.getCharacterInstance(Locale.ROOT);
            borders.setText(text.toString());
            List<TextSplitter.Range> ranges = TextSplitter.of(text.toString(), MessageRenderer.LONGEST);
            assertThat(ranges).hasSizeGreaterThan(1)
                    .allSatisfy(range -> assertThat(borders.isBoundary(range.from())).isTrue());
        }
    }

    @Test
    void prefersToCutBetweenParagraphsThenLinesThenSentencesThenWords() {
        assertThat(secondPart("word ".repeat(500) + "end.\n\nNext one. " + "more words. ".repeat(300)))
                .startsWith("Next one.");
        assertThat(secondPart("word ".repeat(500) + "end.\nNext line. " + "more words. ".repeat(300)))
                .startsWith("Next line.");
        assertThat(firstPart("All is well here. ".repeat(400))).endsWith("here.");
        assertThat(firstPart("word ".repeat(2000))).endsWith("word").hasSizeGreaterThan(4000);
        assertThat(firstPart("x".repeat(5000))).hasSize(4096);
    }

    private String firstPart(String text) {
        return parts(text).getFirst().plain();
    }

    private String secondPart(String text) {
        return parts(text).get(1).plain();
    }

    @Test
    void keepsALinkALinkOnBothSidesOfACut() {
        var text = new FormattedText().plain("a".repeat(4090)).link("much longer title", "https://example.org/?a&b")
                .plain(" end");
        List<String> html = TextSplitter.of(text.text(), MessageRenderer.LONGEST).stream().map(text::html).toList();
        assertThat(html).hasSize(2)
                .allSatisfy(part -> assertThat(part).contains("<a href=\"https://example.org/?a&amp;b\">", "</a>"));
    }

    @Test
    void neverSendsNothing() {
        for (String nothing : List.of("", " ", "\n\n", "\u200b", "\u2066\u2069", "\ufeff")) {
            assertThat(parts(nothing)).singleElement().extracting(RenderedPart::plain).isEqualTo("…");
        }
    }

    @Test
    void takesTheSameTimeForLongTexts() {
        assertThat(parts("All is well here and nothing happens. ".repeat(20_000))).hasSizeGreaterThan(180);
    }

    @Test
    void readsBackWhatItWritesOnButtons() {
        for (ButtonAction press : List.of(new ButtonAction.Voted(Vote.UP, null),
                new ButtonAction.Voted(Vote.DOWN, null),
                new ButtonAction.PersonWanted(), new ButtonAction.Chosen("1"), new ButtonAction.Chosen("none"))) {
            ButtonData data = new ButtonData(press, "12345");
            assertThat(ButtonData.of(data.written())).contains(data);
        }
        for (String forged : List.of("", "u", "u:", "x:1", "u:1;2", "c:1", "cé:1", "u:" + "1".repeat(51), "u:1\n")) {
            assertThat(ButtonData.of(forged)).as(forged).isEmpty();
        }
    }

    @Test
    void doesNotRepeatALinkThatStandsInTheAnswer() {
        var message = new OutboundMessage("c", "m", null, AnswerSource.FAQ, null, 0.9,
                "See https://example.org/returns.",
                List.of(), List.of(new io.parley.channel.Citation("Returns", "https://example.org/returns"),
                        new io.parley.channel.Citation("No link", null)),
                false, false, false);
        assertThat(form.parts(message)).singleElement().extracting(RenderedPart::plain)
                .isEqualTo("See https://example.org/returns.");
    }
}
