package io.parley.knowledge.embedding;

import java.util.List;

/** Runs of a model on texts that are cut into word pieces already, to see how long the model alone takes. */
public final class Forward {

    private final Embedder embedder;
    private final List<String> texts;
    private final List<long[]> pieces;

    public Forward(Embedder embedder, List<String> texts) {
        this.embedder = embedder;
        this.texts = texts;
        this.pieces = texts.stream().map(embedder.wordPieces()::encode).toList();
    }

    /** One run of the model, and nothing else: the 8-bit one on a text that is cut into word pieces already. */
    public float[] run(int text) {
        return embedder.model() instanceof BatchedMiniLm ours
                ? ours.forward(pieces.get(text))
                : embedder.embed(texts.get(text));
    }
}
