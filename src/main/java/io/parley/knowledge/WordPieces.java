package io.parley.knowledge;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

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

    private final HuggingFaceTokenizer tokenizer;

    WordPieces(EmbeddingModel model) {
        try (InputStream in = WordPieces.class.getResourceAsStream(model.tokenizerResource())) {
            if (in == null) {
                throw new IllegalStateException("The class path has no " + model.tokenizerResource() + ".");
            }
            tokenizer = HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(withoutCut(in)),
                    Map.of("padding", "false", "truncation", "false"));
        } catch (IOException e) {
            throw new UncheckedIOException("The tokenizer of " + model.id() + " could not be read.", e);
        }
    }

    private static byte[] withoutCut(InputStream in) {
        JsonMapper json = JsonMapper.shared();
        ObjectNode settings = (ObjectNode) json.readTree(in);
        settings.putNull("truncation");
        settings.putNull("padding");
        return json.writeValueAsBytes(settings);
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
