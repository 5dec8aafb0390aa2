package io.parley.knowledge.importing;

import io.parley.knowledge.FaqId;
import io.parley.knowledge.NormalText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry whose ways to ask stand in many places of a file; the first one becomes its question. */
final class Topic {

    private final long line;
    private final FaqId id;
    private final String category;
    private final String keywords;
    private final @Nullable String answer;
    private final Map<String, String> ways = new LinkedHashMap<>();

    /**
     * @param line where it begins
     */
    Topic(long line, FaqId id, String category, String keywords, @Nullable String answer) {
        this.line = line;
        this.id = id;
        this.category = category;
        this.keywords = keywords;
        this.answer = answer;
    }

    /** Adds a way to ask; one that is there already in whatever spelling changes nothing, and gives false. */
    boolean add(String text) throws BadRow {
        FaqCells.checkLength("question", text, FaqCells.MAX_PHRASING);
        if (text.isBlank()) {
            throw new BadRow("has no question");
        }
        String key = NormalText.of(text);
        if (ways.size() > FaqCells.MAX_PHRASINGS && !ways.containsKey(key)) {
            throw new BadRow("is more than the " + FaqCells.MAX_PHRASINGS + " phrasings that one entry can have");
        }
        return ways.putIfAbsent(key, text) == null;
    }

    boolean isEmpty() {
        return ways.isEmpty();
    }

    /** Its row; there is a way to ask. */
    FaqRow row() {
        List<String> texts = new ArrayList<>(ways.values());
        return new FaqRow(line, id, texts.getFirst(), answer, category, keywords,
                texts.subList(1, texts.size()), List.of(), null, null, null, FaqCells.DEFAULT_LANGUAGE);
    }

    /** An intent's name, such as {@code cancel_order}, in words. */
    static String words(String tag) {
        return tag.replaceAll("[_\\-.]+", " ").strip();
    }

    /** An entry that is named as its intent is. */
    static FaqId id(String tag) throws BadRow {
        if (tag.isBlank()) {
            throw new BadRow("names no intent");
        }
        FaqCells.checkLength("intent", tag, FaqId.MAX_LENGTH);
        return new FaqId(tag.strip());
    }
}
