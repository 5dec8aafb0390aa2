package io.parley.conversation;

import io.parley.answering.Reference;
import io.parley.answering.Suggestion;
import io.parley.channel.Choice;
import io.parley.channel.Citation;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** An answer's choices and citations as they are stored beside its message. */
@Component
class AnswerJson {
    private final JsonMapper mapper;

    AnswerJson(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** One choice: its number in the message, and the FAQ entry behind it. */
    record StoredChoice(String id, String faq, String question) {}

    @Nullable
    String suggestions(List<Suggestion> suggestions) {
        return suggestions.isEmpty() ? null : mapper.writeValueAsString(numbered(suggestions));
    }

    @Nullable
    String references(List<Reference> references) {
        return references.isEmpty() ? null : mapper.writeValueAsString(citations(references));
    }

    List<Choice> choices(List<Suggestion> suggestions) {
        return numbered(suggestions).stream().map(c -> new Choice(c.id(), c.question())).toList();
    }

    List<Citation> citations(List<Reference> references) {
        return references.stream().map(r -> new Citation(r.title(), r.url())).toList();
    }

    /** The entries that were offered, as stored. */
    List<StoredChoice> stored(@Nullable String choices) {
        return choices == null ? List.of() : List.of(mapper.readValue(choices, StoredChoice[].class));
    }

    /** The citations of an answer, read from their stored JSON; empty for null. */
    List<Citation> storedCitations(@Nullable String citations) {
        return citations == null ? List.of() : List.of(mapper.readValue(citations, Citation[].class));
    }

    /** The one of the stored choices that has the id. */
    Optional<StoredChoice> chosen(String choices, String id) {
        return stored(choices).stream().filter(c -> c.id().equals(id)).findFirst();
    }

    private static List<StoredChoice> numbered(List<Suggestion> suggestions) {
        return IntStream.range(0, suggestions.size()).mapToObj(i -> new StoredChoice(Integer.toString(i + 1),
                suggestions.get(i).entry().value(), suggestions.get(i).question())).toList();
    }
}
