package io.parley.knowledge.embedding;

import java.text.Normalizer;
import java.util.function.Consumer;

/**
 * The words and signs of a text, as BERT's uncased models were taught: in lower case, without accents and control
 * characters, each punctuation mark and each Chinese character by itself.
 */
final class BasicWords {

    private static final int REPLACEMENT = 0xFFFD;
    private static final int LAST_ASCII = 127;
    /** The blocks of Chinese characters that BERT knows of, each from and to. */
    private static final int[] CHINESE = {0x4E00, 0x9FFF, 0x3400, 0x4DBF, 0x20000, 0x2A6DF, 0x2A700, 0x2B73F, 0x2B740,
            0x2B81F, 0x2B920, 0x2CEAF, 0xF900, 0xFAFF, 0x2F800, 0x2FA1F};

    private final Consumer<String> words;
    private final StringBuilder word = new StringBuilder();

    private BasicWords(Consumer<String> words) {
        this.words = words;
    }

    static void of(String text, Consumer<String> words) {
        BasicWords basic = new BasicWords(words);
        String plain = text.chars().allMatch(c -> c <= LAST_ASCII) ? text : withoutAccents(text);
        plain.codePoints().forEach(basic::take);
        basic.finish();
    }

    private static String withoutAccents(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints().filter(c -> !isControl(c)).forEach(kept::appendCodePoint);
        StringBuilder plain = new StringBuilder();
        Normalizer.normalize(kept, Normalizer.Form.NFD).codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK).forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private void take(int c) {
        if (isSpace(c)) {
            finish();
        } else if (isPunctuation(c) || isChinese(c)) {
            finish();
            words.accept(Character.toString(c));
        } else if (!isControl(c)) {
            word.appendCodePoint(Character.toLowerCase(c));
        }
    }

    private void finish() {
        if (!word.isEmpty()) {
            words.accept(word.toString());
            word.setLength(0);
        }
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r'
                || (c > LAST_ASCII && Character.isSpaceChar(c));
    }

    private static boolean isControl(int c) {
        if (c == '\t' || c == '\n' || c == '\r') {
            return false;
        }
        return c == REPLACEMENT || switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static boolean isPunctuation(int c) {
        if (c <= LAST_ASCII) {
            return c > ' ' && c < LAST_ASCII && !Character.isLetterOrDigit(c);
        }
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION, Character.DASH_PUNCTUATION, Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION, Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION, Character.OTHER_PUNCTUATION ->
                true;
            default -> false;
        };
    }

    private static boolean isChinese(int c) {
        for (int i = 0; i < CHINESE.length; i += 2) {
            if (c >= CHINESE[i] && c <= CHINESE[i + 1]) {
                return true;
            }
        }
        return false;
    }
}
