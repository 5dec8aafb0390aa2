package io.parley.channel.email.message;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/** Mail addresses as text. */
public final class Addresses {
    private static final int LONGEST = 200;
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>\"(),:;]{1,100}@[^\\s@<>\"(),:;|]{1,120}");

    private Addresses() {}

    /** Whether it can be written to: one {@code @}, no blanks, at most 200 characters. */
    public static boolean isAddress(String text) {
        return text.length() <= LONGEST && ADDRESS.matcher(text.strip()).matches();
    }

    /** The address with its domain in letters that every mail server takes (RFC 5891); as it is if there are none for it. */
    static String inAscii(String address) {
        int at = address.lastIndexOf('@');
        try {
            return address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1));
        } catch (IllegalArgumentException e) {
            return address;
        }
    }

    /** The address by which a person is known: in lower case. */
    public static String key(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }

    /** {@link #key} without what follows a {@code +} before the {@code @}. */
    public static String withoutTag(String address) {
        return key(address).replaceFirst("\\+[^@]*@", "@");
    }

    /** The part before the {@code @}, in lower case. */
    public static String local(String address) {
        String key = key(address);
        int at = key.lastIndexOf('@');
        return at < 0 ? key : key.substring(0, at);
    }
}
