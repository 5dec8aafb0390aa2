package io.parley.secrets;

import static io.parley.secrets.SecretMask.MASK;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Account numbers (ISO 13616), in whatever groups they are written. */
final class Ibans {
    private static final Pattern BEGIN = Pattern.compile("(?i)(?<![\\p{L}\\p{N}])[A-Z]{2}\\p{Nd}{2}");
    private static final int WIDEST_GAP = 3;
    /** How long a number is in each country, by the IBAN registry. */
    private static final Map<String, Integer> LENGTHS = Arrays.stream("""
            AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20
            EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30
            KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23
            PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26
            UA29 VA22 VG24 XK20 YE30""".split("\\s+", -1))
            .collect(Collectors.toUnmodifiableMap(c -> c.substring(0, 2), c -> Integer.parseInt(c.substring(2))));

    private Ibans() {}

    static String mask(String text) {
        Matcher begin = BEGIN.matcher(text);
        StringBuilder masked = new StringBuilder();
        int done = 0;
        while (begin.find()) {
            int end = begin.start() < done ? -1 : end(text, begin.start());
            if (end > 0) {
                masked.append(text, done, begin.start()).append(MASK);
                done = end;
            }
        }
        return masked.append(text, done, text.length()).toString();
    }

    /** Where a number ends that begins there; -1 if none does. */
    private static int end(String text, int start) {
        int length = LENGTHS.getOrDefault(text.substring(start, start + 2).toUpperCase(Locale.ROOT), 0);
        StringBuilder number = new StringBuilder();
        int gap = 0;
        for (int i = start; i < text.length() && number.length() < length && gap <= WIDEST_GAP; i++) {
            char sign = plain(text.charAt(i));
            if (sign != 0) {
                number.append(sign);
                gap = 0;
                if (number.length() == length) {
                    return isRight(number) ? i + 1 : -1;
                }
            } else {
                gap = Gaps.isGap(text.charAt(i)) ? gap + 1 : WIDEST_GAP + 1;
            }
        }
        return -1;
    }

    private static char plain(char sign) {
        int digit = Character.digit(sign, 36);
        return digit < 0 ? 0 : Character.toUpperCase(Character.forDigit(digit, 36));
    }

    /** Whether the check digits are right (ISO 7064, MOD 97-10). */
    private static boolean isRight(StringBuilder number) {
        String turned = number.substring(4) + number.substring(0, 4);
        int rest = 0;
        for (int i = 0; i < turned.length(); i++) {
            int value = Character.digit(turned.charAt(i), 36);
            rest = (value < 10 ? rest * 10 + value : rest * 100 + value) % 97;
        }
        return rest == 1;
    }
}
