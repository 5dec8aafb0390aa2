package io.parley.knowledge.embedding;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import io.parley.secrets.PersonalData;
import io.parley.secrets.SecretMask;
import java.util.List;

/** An embedding model of a company outside, which is not told secrets nor who somebody is. Safe for concurrent use. */
final class DiscreetModel implements EmbeddingModel {

    private final EmbeddingModel model;

    DiscreetModel(EmbeddingModel model) {
        this.model = model;
    }

    @Override
    public int dimension() {
        return model.dimension();
    }

    @Override
    public String modelName() {
        return model.modelName();
    }

    /** The same text always becomes the same one, whether the FAQ or a customer says it. */
    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> texts) {
        return model.embedAll(texts.stream()
                .map(text -> TextSegment.from(new PersonalData(List.of()).mask(SecretMask.mask(text.text()))))
                .toList());
    }
}
