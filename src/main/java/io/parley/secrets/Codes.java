package io.parley.secrets;

import static io.parley.secrets.SecretMask.MASK;

import java.util.List;
import java.util.regex.Pattern;

/** Short numbers that are secret by the word beside them: codes of cards, PINs, TANs, social security numbers. */
final class Codes {
    private static final String CARD_CODE = """
            (?:cv[cvn]2?|csc|kartenprüf(?:nummer|ziffer)|prüf(?:nummer|ziffer)|sicherheitscode|security\\s+code|card\
            \\s+verification\\s+(?:code|number|value)|c[óo]digo\\s+de\\s+(?:seguridad|segurança)|code\\s+de\\s+s[ée]curit[ée]\
            |cryptogramme|codice\\s+di\\s+sicurezza|beveiligingscode|veiligheidscode|kod\\s+bezpiecze[ńn]stwa\
            |g[üu]venlik\\s+kodu|код\\s+безопасности|安全码|セキュリティコード)""";
    private static final String NUMBER = "\\p{Nd}(?:[ .-]?\\p{Nd}){3,11}";
    private static final String ALONE = "(?![\\p{L}\\p{Nd}])";

    private static final List<Pattern> CODES = List.of(
            pattern("(?<hint>(?<![\\p{L}\\p{Nd}])" + CARD_CODE + "[^\\p{Nd}\\n•]{0,25})\\p{Nd}{3,4}" + ALONE),
            pattern("(?<hint>)(?<![\\p{L}\\p{Nd}.,-])\\p{Nd}{3,4}(?=\\s{1,3}(?:is|was|as|ist|als|es|est|é|è)\\s{1,3}"
                    + "(?:\\p{L}{1,8}\\s{1,3}){0,2}" + CARD_CODE + ")"),
            pattern("(?<hint>)(?<![\\p{Nd}.-])"
                    + "(?!000|666|9)\\p{Nd}{3}([-‐‑–])(?!00)\\p{Nd}{2}\\2(?!0000)\\p{Nd}{4}(?![\\p{Nd}-])"),
            pattern("(?<hint>(?<!\\p{L})(?:ssn|social\\s+security)[^\\p{Nd}\\n•]{0,30})\\p{Nd}{3}[ .-]?\\p{Nd}{2}[ .-]?"
                    + "\\p{Nd}{4}" + ALONE),
            pattern("(?<hint>(?<![\\p{L}\\p{Nd}])(?:pin(?:[\\s-]?(?:code|nummer|number|no\\.?))?|geheimzahl|c[óo]digo\\s+pin"
                    + "|code\\s+pin|pincode|пин(?:[\\s-]?код)?|пинкод|tan|otp|暗証番号)\\s{0,3}"
                    + "(?:(?:is|was|ist|lautet|war|es|est|é|è|e|to|jest|este|это|は|是|为)\\s{1,3})?[:=：#]?\\s{0,3}[\"'“„«]?)"
                    + NUMBER + ALONE));

    private Codes() {}

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);
    }

    static String mask(String text) {
        String masked = text;
        for (Pattern code : CODES) {
            masked = code.matcher(masked).replaceAll("${hint}" + MASK);
        }
        return masked;
    }
}
