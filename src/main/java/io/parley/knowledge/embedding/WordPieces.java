package io.parley.knowledge.embedding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Cuts texts into the word pieces of a model, as BERT does: each word into the longest pieces that the model has, from
 * left to right. Nothing is cut off or padded. Written here since the library that the model comes with takes as long for
 * it as a tenth of the model's own run. Safe for concurrent use.
 *
 * @see <a href="https://arxiv.org/abs/1810.04805">BERT, Devlin et al., section 3 and its code's tokenization.py</a>
 */
public final class WordPieces {

    /** How many word pieces the model was made for, without its two marks for beginning and end. */
    static final int FITS = 126;

    /** The file of the tokenizer that comes with langchain4j's model. */
    static final String VOCABULARY = "/all-minilm-l6-v2-tokenizer.json";

    /** Endings that make another form of a word. */
    private static final List<String> ENDINGS = List.of("s", "es", "ed", "d", "ing", "er", "ers", "est", "ly", "al",
            "ment", "able", "less", "ness");
    private static final int LEAST_STEM = 4;
    /** A longer word is one unknown piece. */
    private static final int LONGEST_WORD = 100;
    private static final String CONTINUED = "##";

    private final Map<String, Integer> begins = new HashMap<>();
    private final Map<String, Integer> continues = new HashMap<>();
    private final int longestPiece;
    private final int unknown;
    private final int beginning;
    private final int end;

    /** The word pieces of all-MiniLM-L6-v2. */
    static WordPieces ofMiniLm() {
        return new WordPieces();
    }

    private WordPieces() {
        JsonNode vocabulary = read().path("model").path("vocab");
        vocabulary.forEachEntry((piece, number) -> {
            if (piece.startsWith(CONTINUED)) {
                continues.put(piece.substring(CONTINUED.length()), number.asInt());
            } else {
                begins.put(piece, number.asInt());
            }
        });
        longestPiece = vocabulary.propertyNames().stream().mapToInt(String::length).max().orElse(0);
        unknown = vocabulary.path("[UNK]").asInt();
        beginning = vocabulary.path("[CLS]").asInt();
        end = vocabulary.path("[SEP]").asInt();
    }

    private static JsonNode read() {
        try (InputStream in = WordPieces.class.getResourceAsStream(VOCABULARY)) {
            if (in == null) {
                throw new IllegalStateException("The class path has no " + VOCABULARY + ".");
            }
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(VOCABULARY + " could not be read.", e);
        }
    }

    /** Whether the model has the lower-case word, or the word that it is a form of, as one piece: it is no slip then. */
    public boolean isWord(String word) {
        return begins.containsKey(word) || ENDINGS.stream()
                .anyMatch(ending -> word.endsWith(ending) && word.length() - ending.length() >= LEAST_STEM
                        && begins.containsKey(word.substring(0, word.length() - ending.length())));
    }

    /** The numbers of a text's word pieces between the marks for beginning and end. */
    long[] encode(String text) {
        Numbers numbers = new Numbers();
        numbers.add(beginning);
        BasicWords.of(text, word -> cut(word, numbers));
        numbers.add(end);
        return numbers.all();
    }

    /** How many word pieces a text has, without the marks for beginning and end. */
    int count(String text) {
        return encode(text).length - 2;
    }

    /** A word of which any part is unknown is one unknown piece. */
    private void cut(String word, Numbers numbers) {
        int before = numbers.size;
        int from = 0;
        if (word.codePointCount(0, word.length()) <= LONGEST_WORD) {
            while (from < word.length()) {
                int to = addLongest(word, from, numbers);
                if (to == from) {
                    break;
                }
                from = to;
            }
        }
        if (from < word.length()) {
            numbers.size = before;
            numbers.add(unknown);
        }
    }

    private int addLongest(String word, int from, Numbers numbers) {
        Map<String, Integer> pieces = from == 0 ? begins : continues;
        for (int to = Math.min(word.length(), from + longestPiece); to > from; to--) {
            Integer number = pieces.get(word.substring(from, to));
            if (number != null) {
                numbers.add(number);
                return to;
            }
        }
        return from;
    }

    /** Numbers that become more. */
    private static final class Numbers {
        private long[] all = new long[32];
        private int size;

        void add(long number) {
            if (size == all.length) {
                all = Arrays.copyOf(all, 2 * size);
            }
            all[size++] = number;
        }

        long[] all() {
            return Arrays.copyOf(all, size);
        }
    }
}
