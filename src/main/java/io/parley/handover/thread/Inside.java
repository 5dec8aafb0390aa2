package io.parley.handover.thread;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells agents' words that are meant for agents only, by how they begin or what sign they have. */
final class Inside {
    /** Signs, spaces and markup before the word. */
    private static final String BEFORE = "^[^\\p{L}\\p{N}]*";
    private static final Pattern BEGINS = Pattern.compile(BEFORE
            + "(?:(?:internal|private)\\s+)?(?:notes?|private|internal|notiz|intern|privat)"
            + "[\\s*_~`)\\]}>\"'\\p{Cf}]*[:;,)\\]\\-–—].*", Pattern.DOTALL);
    private static final Pattern SEMICOLONS = Pattern.compile("^[\\s\\p{Cf}*_~`>]*;\\s*;.*", Pattern.DOTALL);
    private static final Pattern BRACKETED = Pattern.compile(
            "^[\\s\\p{Cf}*_~`>]*[(\\[{<]\\s*(?:(?:internal|private)\\s+)?(?:notes?|private|internal)\\b.*",
            Pattern.DOTALL);
    private static final Pattern LOCK = Pattern.compile(
            "[\\x{1F512}\\x{1F50F}\\x{1F510}]|:lock:|:closed_lock_with_key:|:lock_with_ink_pen:");
    /** A colleague's name that the service did not recognise. */
    private static final Pattern NAMED = Pattern.compile("(?:^|[\\s(,])@[\\p{L}\\p{N}_]");

    private Inside() {}

    /** Whether words stay among agents. In doubt they do. */
    static boolean is(String words) {
        String text = Normalizer.normalize(words, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return BEGINS.matcher(text).matches() || SEMICOLONS.matcher(text).matches()
                || BRACKETED.matcher(text).matches() || LOCK.matcher(text).find() || NAMED.matcher(text).find();
    }
}
