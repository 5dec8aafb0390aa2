package io.parley.channel.email.message;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes out of what strangers wrote whatever a mail program would make a link of, before it is quoted to anybody. */
public final class DeadLinks {
    /** Stands in the place of removed text. */
    private static final String GAP = "\u2026";
    private static final int LONGEST = 2_000;
    /** Dots of other scripts, which browsers take for dots. */
    private static final Pattern DOTS = Pattern.compile("[\u3002\uff0e\uff61\u2024]");
    /** Characters that are not seen, between which a link could be hidden. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\u034F\\u115F\\u1160\\u3164\\uFE00-\\uFE0F]");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern LINK = Pattern.compile("(?i)://|^\\W*(mailto|tel|sms|data|javascript):|@|\\bwww\\.");
    /** A dot within a word, as in {@code evil.example/pay}. */
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}_-]\\.\\p{L}[\\p{L}\\p{N}-]");

    /** Endings of files that are no endings of addresses. */
    private static final Pattern FILE = Pattern.compile(
            "(?i)\\.(pdf|jpe?g|png|gif|webp|heic|tiff?|bmp|svg|docx?|odt|rtf|txt|csv|xlsx?|ods|pptx?|mp3|m4a|wav|mp4|avi|eml|ics|vcf|html?|xml|json|log)$");

    private DeadLinks() {}

    /** Text on one line, at most 2,000 characters, in which nothing is an address of a page or a person. */
    public static String in(String text) {
        String bounded = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        String plain = UNSEEN.matcher(DOTS.matcher(Normalizer.normalize(bounded, Normalizer.Form.NFC)).replaceAll("."))
                .replaceAll("");
        StringBuilder kept = new StringBuilder();
        for (String word : BLANKS.split(plain.strip(), -1)) {
            boolean link = isLink(word);
            if (!link || !kept.toString().endsWith(GAP)) {
                kept.append(kept.isEmpty() ? "" : " ").append(link ? GAP : word);
            }
        }
        return kept.toString();
    }

    /** A file's name, in which only the dot before a usual ending stays. */
    public static String inFileName(String name) {
        Matcher file = FILE.matcher(name);
        String ending = file.find() ? file.group() : "";
        String start = in(name.substring(0, name.length() - ending.length()).replaceAll("[./:@\\\\]+", " "));
        return start + ending;
    }

    private static boolean isLink(String word) {
        String compatible = Normalizer.normalize(word, Normalizer.Form.NFKC);
        return LINK.matcher(compatible).find() || HOST.matcher(compatible).find();
    }
}
