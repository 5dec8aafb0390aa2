package io.parley.secrets;

/** Hides the secrets in what people write. All that a person wrote passes through here before it is stored. */
public final class SecretMask {
    /** Stands where a secret was. */
    static final String MASK = "•••••";

    private SecretMask() {}

    /**
     * The text with each secret in it replaced by dots; of a card number the last four digits stay. Masking again changes
     * nothing. Takes time in proportion to the text's length.
     */
    public static String mask(String text) {
        String masked = Keys.mask(text);
        masked = Ibans.mask(masked);
        masked = CardNumbers.mask(masked);
        masked = Codes.mask(masked);
        return Passwords.mask(masked);
    }
}
