package io.parley.knowledge.embedding;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An embedding model that no text can stop: of texts that it fails on together, each half is tried, down to the text that it
 * fails on twice while it takes another one. That text gets zeros, which are like nothing. Safe for concurrent use.
 */
final class ForgivingModel implements EmbeddingModel {

    private static final Logger log = LoggerFactory.getLogger(ForgivingModel.class);
    private static final TextSegment ANY_TEXT = TextSegment.from("question");

    private final EmbeddingModel model;
    private final int batch;

    /** @param batch how many texts go into one call at most */
    ForgivingModel(EmbeddingModel model, int batch) {
        this.model = model;
        this.batch = batch;
    }

    @Override
    public int dimension() {
        return model.dimension();
    }

    @Override
    public String modelName() {
        return model.modelName();
    }

    /** @throws EmbeddingFailed when the model fails on any text now */
    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> texts) {
        List<Embedding> all = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += batch) {
            all.addAll(embed(texts.subList(from, Math.min(from + batch, texts.size()))));
        }
        return Response.from(all);
    }

    private List<Embedding> embed(List<TextSegment> texts) {
        try {
            return model.embedAll(texts).content();
        } catch (EmbeddingFailed e) {
            if (!e.fault().mayBeTheTexts()) {
                throw e;
            }
            model.embedAll(List.of(ANY_TEXT));
            return texts.size() == 1 ? List.of(again(texts.getFirst())) : byHalves(texts);
        }
    }

    private List<Embedding> byHalves(List<TextSegment> texts) {
        int middle = texts.size() / 2;
        List<Embedding> all = new ArrayList<>(embed(texts.subList(0, middle)));
        all.addAll(embed(texts.subList(middle, texts.size())));
        return all;
    }

    private Embedding again(TextSegment text) {
        try {
            return model.embedAll(List.of(text)).content().getFirst();
        } catch (EmbeddingFailed e) {
            if (!e.fault().mayBeTheTexts()) {
                throw e;
            }
            log.warn("The embedding model {} fails on a text of {} characters ({}); it is found by its words only",
                    modelName(), text.text().length(), e.fault());
            return Embedding.from(new float[model.dimension()]);
        }
    }
}
