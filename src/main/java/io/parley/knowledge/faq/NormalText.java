package io.parley.knowledge.faq;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.modulith.NamedInterface;

/** Makes texts comparable: two spellings that a reader takes for the same text become equal. */
@NamedInterface
public final class NormalText {

    private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{N}\\p{So}]+");

    private NormalText() {}

    /** Lower case, compatibility forms folded, everything but letters, digits and symbols made one space. */
    public static String of(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String words = NOT_A_WORD.matcher(folded).replaceAll(" ").strip();
        return words.isEmpty() ? text.strip() : words;
    }

    /** SHA-256 of the normalised text: the same for texts that {@link #of} makes equal. */
    static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(of(text).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
