package io.parley.desk;

import java.util.List;
import java.util.stream.Stream;

/** The keys of the desk, for the sheet that lists them. The pages' script knows them by itself. */
final class KeySheet {
    private KeySheet() {}

    /** Keys that work at one place. */
    record Group(String title, List<Key> keys) {}

    /** What one or more keys, pressed one after the other or together, do. */
    record Key(List<String> keys, String does) {}

    static List<Group> in(DeskTexts texts) {
        return List.of(
                group(texts, "everywhere", "sheet ?", "inbox g i", "mine g m", "replied g w", "overview g o",
                        "search /", "undo z"),
                group(texts, "list", "next j", "previous k", "open Enter", "select x", "take a", "resolve e",
                        "snooze s", "replay p"),
                group(texts, "ticket", "reply r", "note n", "lookup /", "send Ctrl+Enter",
                        "send-resolve Ctrl+Shift+Enter",
                        "take a",
                        "hand-back b", "resolve e", "teach t", "snooze s", "previous [", "next ]", "escape Esc"),
                group(texts, "faq", "new c", "entry-next j", "entry-previous k", "open Enter", "try y",
                        "save Ctrl+Enter",
                        "publish Ctrl+Shift+Enter"),
                group(texts, "draft", "draft-publish 1", "draft-attach 2", "draft-replace 3", "draft-dismiss 4",
                        "draft-next j", "draft-previous k"),
                group(texts, "rating", "rate-relevant 1", "rate-partly 2", "rate-non 3", "rate-skip s",
                        "rate-undo u"));
    }

    private static Group group(DeskTexts texts, String name, String... keys) {
        return new Group(texts.text("shortcuts", name), Stream.of(keys).map(line -> line.split(" ", -1))
                .map(words -> new Key(List.of(words).subList(1, words.length), texts.text("shortcuts", words[0])))
                .toList());
    }
}
