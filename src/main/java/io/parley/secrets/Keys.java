package io.parley.secrets;

import static io.parley.secrets.SecretMask.MASK;

import java.util.List;
import java.util.regex.Pattern;

/** Keys and tokens, which are known by the beginnings that their issuers publish, and by their form. */
final class Keys {
    /** One without its end hides all that follows. */
    private static final Pattern PRIVATE_KEY = Pattern.compile(
            "(?s)-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----.*?"
                    + "(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|\\z)");
    /** The password in an address such as postgres://shop:secret@db.example/shop (RFC 3986, section 3.2.1). */
    private static final Pattern CONNECTION = Pattern
            .compile("(?i)((?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,30}://[^\\s:/@]{0,100}:)[^\\s/@]{1,200}(?=@)");
    private static final Pattern HEADER = Pattern.compile(
            "(?i)((?<!\\w)(?:bearer|authorization:\\s{0,3}(?:basic|token))\\s{1,3})(?=[A-Za-z._~+/=-]{0,80}\\d)[A-Za-z0-9._~+/=-]{12,}+");

    private static final List<Pattern> KNOWN = List.of(
            known("sk-[A-Za-z0-9_-]{16,}+"),
            known("(?:[sr]k_(?:live|test)|whsec|shpat|shpss|gsk|dop_v1)_[A-Za-z0-9]{10,}+"),
            known("AIza[A-Za-z0-9_-]{30,}+"),
            known("ya29\\.[A-Za-z0-9._-]{20,}+"),
            known("xox[a-z](?:\\.xox[a-z])?-[A-Za-z0-9-]{10,}+"),
            known("xapp-[A-Za-z0-9-]{10,}+"),
            known("gh[oprsu]_[A-Za-z0-9]{30,}+"),
            known("github_pat_[A-Za-z0-9_]{20,}+"),
            known("gl(?:pat|dt|rt|ptt|ft|soat|oas|agent|cbt)-[A-Za-z0-9_.-]{15,}+"),
            known("parley_[A-Za-z0-9]{20,}+"),
            known("hf_[A-Za-z0-9]{20,}+"),
            known("npm_[A-Za-z0-9]{30,}+"),
            known("pypi-[A-Za-z0-9_-]{30,}+"),
            known("SG\\.[A-Za-z0-9_-]{15,}+\\.[A-Za-z0-9_-]{15,}+"),
            // Identifiers of AWS (IAM User Guide, "Unique identifiers"), and its secrets, which have a form only.
            known("A(?:KIA|SIA|BIA|CCA)[A-Z0-9]{16}(?![A-Za-z0-9])"),
            Pattern.compile("(?<![A-Za-z0-9/+=])(?=[a-z0-9/+]{0,39}[A-Z])(?=[A-Z0-9/+]{0,39}[a-z])"
                    + "(?=[A-Za-z/+]{0,39}\\d)[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])"),
            // Tokens of Telegram's bots.
            known("\\d{8,10}:[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])"),
            // JSON Web Tokens, signed or encrypted (RFC 7519).
            known("eyJ[A-Za-z0-9_-]{7,}+\\.[A-Za-z0-9_-]{7,}+(?:\\.[A-Za-z0-9_-]*+){1,3}"));

    private Keys() {}

    private static Pattern known(String key) {
        return Pattern.compile("(?<![A-Za-z0-9_-])" + key);
    }

    static String mask(String text) {
        String masked = PRIVATE_KEY.matcher(text).replaceAll(MASK);
        masked = CONNECTION.matcher(masked).replaceAll("$1" + MASK);
        for (Pattern key : KNOWN) {
            masked = key.matcher(masked).replaceAll(MASK);
        }
        return HEADER.matcher(masked).replaceAll("$1" + MASK);
    }
}
