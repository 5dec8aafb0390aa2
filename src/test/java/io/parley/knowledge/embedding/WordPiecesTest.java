package io.parley.knowledge.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.parley.knowledge.KnowledgeFixture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Our word pieces are those of the tokenizer with which the model was trained. */
class WordPiecesTest {

    private static final Path DATA = Path.of("../shared/data");
    private static final WordPieces ours = KnowledgeFixture.EMBEDDER.wordPieces();
    private static final HuggingFaceTokenizer theirs = theirs();

    private static HuggingFaceTokenizer theirs() {
        try (InputStream in = WordPiecesTest.class.getResourceAsStream(WordPieces.VOCABULARY)) {
            return HuggingFaceTokenizer.newInstance(Objects.requireNonNull(in),
                    Map.of("padding", "false", "truncation", "false"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void close() {
        theirs.close();
    }

    /** Theirs cuts at 128 for good, so longer texts are compared up to there. */
    private static void assertSame(String text) {
        long[] expected = theirs.encode(text, true, false).getIds();
        long[] actual = ours.encode(text);
        if (actual.length > expected.length) {
            assertThat(expected).as(text).hasSize(WordPieces.FITS + 2);
            actual = Arrays.copyOf(actual, expected.length);
            actual[actual.length - 1] = expected[expected.length - 1];
        }
        assertThat(actual).as(text).isEqualTo(expected);
    }

    /** Marks and signs that Unicode got after the other tokenizer was written, it does not know as such. */
    @Test
    void cutsEveryCharacterOfTheBasicPlaneAlike() {
        List<String> differing = new ArrayList<>();
        for (int c = 1; c < Character.MIN_SUPPLEMENTARY_CODE_POINT; c++) {
            String text = "a" + Character.toString(c) + "b";
            if (Character.isDefined(c) && Character.getType(c) != Character.SURROGATE
                    && !Arrays.equals(theirs.encode(text, true, false).getIds(), ours.encode(text))) {
                differing.add(Character.getName(c));
            }
        }
        System.out.println(differing);
        assertThat(differing).hasSizeLessThan(200)
                .noneMatch(name -> name.startsWith("LATIN") || name.startsWith("GREEK")
                        || name.startsWith("CYRILLIC") || name.startsWith("CJK") || name.startsWith("HANGUL"));
    }

    @Test
    void cutsOddTextsAlike() {
        Stream.of("", " ", "😀 emoji 👩‍👩‍👧", "naïve Café ÀÉÎ", "straße ΣΊΣΥΦΟΣ İstanbul", "中文字符 mixed",
                "e\u0301le\u0300ve",
                "a".repeat(100), "a".repeat(101), "don't stop-me:now...", "x\u0000y\uFFFDz", "tab\tnew\nline\u2028sep",
                "ﬁ ligature ½ ①", "한국어 テスト हिन्दी", "$5 + 3% = €?").forEach(WordPiecesTest::assertSame);
    }

    @Test
    void cutsOddStringsOfOthersAlike() throws IOException {
        assumeTrue(Files.exists(DATA),
                "The shared test data is absent, so its texts are not cut.");
        JsonNode odd = JsonMapper.shared().readTree(Files.readString(DATA.resolve("hostile/naughty-strings.json")));
        odd.forEach(text -> assertSame(text.asString()));
        try (Stream<String> lines = Files.lines(DATA.resolve("eval/banking77-dev/questions.csv"))) {
            lines.forEach(WordPiecesTest::assertSame);
        }
        try (Stream<String> lines = Files.lines(DATA.resolve("seeds/bitext_orders.csv"))) {
            lines.forEach(WordPiecesTest::assertSame);
        }
    }
}
