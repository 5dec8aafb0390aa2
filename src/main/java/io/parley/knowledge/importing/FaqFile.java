package io.parley.knowledge.importing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A FAQ file's name and text, read with the suspicion that a file from outside deserves.
 *
 * @param name as people know it
 * @param text without byte order mark
 */
public record FaqFile(String name, String text) {

    /** The largest file that is read, in bytes: some hundred thousand phrasings. */
    static final long MAX_BYTES = 64L << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Excel's "CSV" alone is in the system's own encoding. */
    private static final String IN_UTF_8 = "Save it in UTF-8 (in Excel as \"CSV UTF-8\") and import that.";

    /** Reads a file; refuses what is no file, too large, no text or not UTF-8, with what to do about it. */
    public static FaqFile read(Path path) {
        String name = path.toString();
        if (!Files.exists(path)) {
            throw new UnreadableFaq(name, "There is no such file.", "Check the path.");
        }
        if (!Files.isRegularFile(path)) {
            throw new UnreadableFaq(name, "It is not a file.", "Name the file itself.");
        }
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw tooLarge(name);
            }
            return of(name, Files.readAllBytes(path));
        } catch (IOException e) {
            throw new UnreadableFaq(name, "It cannot be read.", "Check that the file may be read by this user.");
        }
    }

    /** Decodes a file's bytes; refuses what is too large, no text or not UTF-8, with what to do about it. */
    public static FaqFile of(String name, byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw tooLarge(name);
        }
        refuseBinary(name, bytes);
        return new FaqFile(name, withoutMark(decode(name, bytes)));
    }

    /** What the name ends in, in lower case and without the dot; empty when there is no dot. */
    String ending() {
        String last = name.substring(name.lastIndexOf('/') + 1);
        int dot = last.lastIndexOf('.');
        return dot < 0 ? "" : last.substring(dot + 1).replaceAll("[^\\p{Alnum}].*", "").toLowerCase(Locale.ROOT);
    }

    private static void refuseBinary(String name, byte[] bytes) {
        if (bytes.length > 1 && bytes[0] == 'P' && bytes[1] == 'K') {
            throw new UnreadableFaq(name, "It is a workbook or an archive, not a text file.",
                    "Save it as \"CSV UTF-8\" and import that.");
        }
        for (byte b : bytes) {
            if (b == 0) {
                throw new UnreadableFaq(name, "It is not UTF-8 text, since it contains NUL bytes.", IN_UTF_8);
            }
        }
    }

    private static String decode(String name, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableFaq(name, "It is not UTF-8 text.", IN_UTF_8);
        }
    }

    private static String withoutMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static UnreadableFaq tooLarge(String name) {
        return new UnreadableFaq(name, "It has more than " + (MAX_BYTES >> 20) + " MB.",
                "Split it into several files and import one after the other.");
    }
}
