package io.parley.channel.email.mailbox;

import org.springframework.util.Assert;

/** The action on a mail in its mailbox once Parley has stored it. */
public sealed interface PostAction {
    /** It is marked as seen. */
    record Seen() implements PostAction {}

    /** It gets a star. */
    record Flagged() implements PostAction {}

    /** It gets a keyword. */
    record Keyword(String word) implements PostAction {}

    /** It goes to another folder. */
    record Move(String folder) implements PostAction {}

    /** It stays as it is. */
    record Nothing() implements PostAction {}

    /** Reads {@code seen}, {@code flagged}, {@code keyword:NAME}, {@code move:FOLDER} or {@code nothing}. */
    static PostAction parse(String name, String written) {
        String[] words = written.strip().split(":", 2);
        String what = words.length > 1 ? words[1].strip() : "";
        boolean takesOne = words[0].equals("keyword") || words[0].equals("move");
        Assert.isTrue(takesOne != what.isEmpty(),
                () -> name + " must be seen, flagged, keyword:NAME, move:FOLDER or nothing");
        return switch (words[0]) {
            case "seen" -> new Seen();
            case "flagged" -> new Flagged();
            case "keyword" -> new Keyword(what);
            case "move" -> new Move(what);
            case "nothing" -> new Nothing();
            default -> throw new IllegalArgumentException(
                    name + " must be seen, flagged, keyword:NAME, move:FOLDER or nothing");
        };
    }
}
