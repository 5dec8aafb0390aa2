package io.parley.privacy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who was erased, as it stands in a file: behind the line of a key one line for each erasure, with the moment at which it was
 * asked for and the person's pseudonym by that key. What cannot be read is left out.
 */
final class ErasureList {
    private static final String HEAD = """
            # Who was erased, as pseudonyms, for backups that are restored: "erasures replay" erases them again.
            # Keep it as secret as the database.
            """;
    private static final String KEY = "key ";
    private static final HexFormat HEX = HexFormat.of();

    private final Map<String, NavigableSet<Line>> byKey = new TreeMap<>();

    /**
     * An erasure.
     *
     * @param subject the pseudonym, in hexadecimal digits
     */
    record Line(Instant askedAt, String subject) implements Comparable<Line> {
        @Override
        public int compareTo(Line other) {
            int sooner = askedAt.compareTo(other.askedAt);
            return sooner == 0 ? subject.compareTo(other.subject) : sooner;
        }
    }

    /** Reads a file's content. */
    static ErasureList of(String content) {
        ErasureList list = new ErasureList();
        String key = "";
        for (String line : content.lines().map(String::strip).toList()) {
            key = line.startsWith(KEY) ? line.substring(KEY.length()) : key;
            String[] words = line.split(" ", -1);
            if (!line.startsWith("#") && words.length == 2 && isHex(words[1]) && isHex(key) && !line.startsWith(KEY)) {
                list.add(key, words[0], words[1]);
            }
        }
        return list;
    }

    private static boolean isHex(String text) {
        return text.matches("([0-9a-f]{2}){16,64}");
    }

    private void add(String key, String moment, String subject) {
        try {
            byKey.computeIfAbsent(key, one -> new TreeSet<>()).add(new Line(Instant.parse(moment), subject));
        } catch (DateTimeException e) {
            // Half of a line that somebody cut off.
        }
    }

    /** Adds an erasure; false when it stands there. */
    boolean add(byte[] key, byte[] subject, Instant askedAt) {
        return byKey.computeIfAbsent(HEX.formatHex(key), one -> new TreeSet<>())
                .add(new Line(askedAt, HEX.formatHex(subject)));
    }

    /** Forgets those that were asked for before a moment; whether there were any. */
    boolean forgetBefore(Instant moment) {
        boolean forgot = false;
        for (NavigableSet<Line> lines : byKey.values()) {
            forgot |= lines.removeIf(line -> line.askedAt().isBefore(moment));
        }
        return forgot;
    }

    /** The erasures by the key of their pseudonyms, in hexadecimal digits; the oldest first. */
    Map<String, NavigableSet<Line>> byKey() {
        return byKey;
    }

    /** The file's content. */
    String content() {
        StringBuilder content = new StringBuilder(HEAD);
        byKey.forEach((key, lines) -> {
            content.append(KEY).append(key).append('\n');
            lines.forEach(line -> content.append(line.askedAt()).append(' ').append(line.subject()).append('\n'));
        });
        return content.toString();
    }
}
