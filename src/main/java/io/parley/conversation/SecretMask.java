package io.parley.conversation;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hides what nobody should find in a stored message: card numbers, passwords, keys. */
final class SecretMask {
    private static final Pattern CARD = Pattern.compile("(?<![\\d-])\\d(?:[ -]?\\d){12,18}(?![\\d-])");
    private static final Pattern PASSWORD = Pattern
            .compile("(?i)\\b(password|passwort|passcode|pwd|pin)(\\s*[:=]\\s*|\\s+is\\s+(?=\\S*\\d))(\\S{3,64})");
    private static final List<Pattern> KEYS = List.of(Pattern.compile("\\bsk-[A-Za-z0-9_-]{16,200}"),
            Pattern.compile("\\bAKIA[0-9A-Z]{16}\\b"), Pattern.compile("\\bgh[opsu]_[A-Za-z0-9]{30,100}"),
            Pattern.compile("\\bxox[abeprs]-[A-Za-z0-9-]{10,200}"),
            Pattern.compile("\\b\\d{8,10}:[A-Za-z0-9_-]{35}\\b"),
            Pattern.compile("\\beyJ[A-Za-z0-9_-]{10,2000}\\.[A-Za-z0-9_-]{10,4000}\\.[A-Za-z0-9_-]{10,1000}"));
    private static final String MASK = "•••••";

    private SecretMask() {}

    /** The text with each secret in it replaced by dots; of a card number the last four digits stay. */
    static String mask(String text) {
        String masked = CARD.matcher(text).replaceAll(SecretMask::maskCard);
        masked = PASSWORD.matcher(masked).replaceAll("$1$2" + MASK);
        for (Pattern key : KEYS) {
            masked = key.matcher(masked).replaceAll(MASK);
        }
        return masked;
    }

    private static String maskCard(MatchResult found) {
        String digits = found.group().replaceAll("\\D", "");
        String kept = isCard(digits) ? MASK + " " + digits.substring(digits.length() - 4) : found.group();
        return Matcher.quoteReplacement(kept);
    }

    /** Whether the check digit is right (ISO/IEC 7812-1, annex B). */
    private static boolean isCard(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }
}
