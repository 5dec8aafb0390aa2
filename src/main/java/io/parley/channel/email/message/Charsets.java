package io.parley.channel.email.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Turns bytes into text, whatever a mail says of its charset. */
final class Charsets {
    /** The charset to use for a declared name: programs write more characters than their declared charset has. */
    private static final Map<String, String> MEANT = Map.of("gb2312", "gb18030", "gbk", "gb18030", "x-gbk", "gb18030",
            "iso-8859-1", "windows-1252", "us-ascii", "windows-1252", "ascii", "windows-1252", "ks_c_5601-1987",
            "x-windows-949", "euc-kr", "x-windows-949", "shift_jis", "windows-31j", "iso-8859-8-i", "iso-8859-8");

    /** Charsets in which a sign takes several bytes, or an escape: their text could be mistaken for UTF-8. */
    private static final Pattern MANY_BYTES = Pattern
            .compile("^(iso-2022|utf-|gb|x-gbk|big5|shift|euc|ks_c|windows-9)");

    private Charsets() {}

    /**
     * The text of the bytes: as what was declared if that is a charset of several bytes and they fit it, as UTF-8 if they are
     * that, whatever was declared, then as what was declared, else as Windows-1252, which takes any byte.
     */
    static String text(byte[] bytes, String declared) {
        String name = declared.strip().replaceAll("[\"']", "").toLowerCase(Locale.ROOT);
        Optional<Charset> said = find(name);
        if (said.isPresent() && MANY_BYTES.matcher(name).find()) {
            Optional<String> asSaid = strictly(bytes, said.get());
            if (asSaid.isPresent()) {
                return asSaid.get();
            }
        }
        Optional<String> utf8 = strictly(bytes, StandardCharsets.UTF_8);
        if (utf8.isPresent()) {
            return utf8.get();
        }
        return said.map(charset -> new String(bytes, charset))
                .orElseGet(() -> new String(bytes, find("windows-1252").orElse(StandardCharsets.ISO_8859_1)));
    }

    private static Optional<Charset> find(String name) {
        try {
            return Optional.of(Charset.forName(MEANT.getOrDefault(name, name)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> strictly(byte[] bytes, Charset charset) {
        try {
            return Optional.of(charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** A header's value, whose bytes were read one by one as characters, with raw UTF-8 in it made whole. */
    static String repaired(String header) {
        boolean bytes = header.chars().allMatch(c -> c < 0x100) && header.chars().anyMatch(c -> c >= 0x80);
        return bytes
                ? strictly(header.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).orElse(header)
                : header;
    }
}
