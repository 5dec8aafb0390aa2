package io.parley.knowledge;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Cuts texts into the word pieces of a model. The tokenizer file that comes with the model cuts at 128 pieces and pads
 * to as many; both are taken out of it, so that nothing is cut in silence.
 */
final class WordPieces implements AutoCloseable {

    /** How many word pieces the model was made for, without its two marks for beginning and end. */
    static final int FITS = 126;

    /** Endings that make another form of a word. */
    private static final List<String> ENDINGS = List.of("s", "es", "ed", "d", "ing", "er", "ers", "est", "ly", "al",
            "ment", "able", "less", "ness");
    private static final int LEAST_STEM = 4;

    private final HuggingFaceTokenizer tokenizer;
    private final Set<String> words;

    WordPieces(EmbeddingModel model) {
        try (InputStream in = WordPieces.class.getResourceAsStream(model.tokenizerResource())) {
            if (in == null) {
                throw new IllegalStateException("The class path has no " + model.tokenizerResource() + ".");
            }
            ObjectNode settings = (ObjectNode) JsonMapper.shared().readTree(in);
            settings.putNull("truncation");
            settings.putNull("padding");
            words = wordsOf(settings);
            tokenizer = HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(JsonMapper.shared().writeValueAsBytes(settings)),
                    Map.of("padding", "false", "truncation", "false"));
        } catch (IOException e) {
            throw new UncheckedIOException("The tokenizer of " + model.id() + " could not be read.", e);
        }
    }

    private static Set<String> wordsOf(ObjectNode settings) {
        return settings.path("model").path("vocab").propertyNames().stream()
                .filter(piece -> !piece.startsWith("##")).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the model has the lower-case word, or the word that it is a form of, as one piece: it is no slip then. */
    boolean isWord(String word) {
        return words.contains(word) || ENDINGS.stream()
                .anyMatch(ending -> word.endsWith(ending) && word.length() - ending.length() >= LEAST_STEM
                        && words.contains(word.substring(0, word.length() - ending.length())));
    }

    Encoding encode(String text) {
        return tokenizer.encode(text, true, false);
    }

    /** How many word pieces a text has, without the marks for beginning and end. */
    int count(String text) {
        return tokenizer.encode(text, false, false).getIds().length;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
