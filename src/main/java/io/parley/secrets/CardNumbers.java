package io.parley.secrets;

import static io.parley.secrets.SecretMask.MASK;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Numbers of payment cards, in whatever groups and digits they are written. A number is a card's when its check digit is
 * right, and some network issues cards of that beginning and length; so most order numbers are none.
 */
final class CardNumbers {
    private static final int SHORTEST = 14;
    private static final int LONGEST = 19;
    private static final int WIDEST_GAP = 4;
    private static final Pattern DIGIT = Pattern.compile("\\p{Nd}");
    /** The date and code of a card behind its number. */
    private static final Pattern CODE_BEHIND = Pattern.compile("(" + MASK
            + " \\d{4}[^\\p{L}\\p{Nd}]{1,12}\\p{Nd}{1,2}\\s{0,2}[/.-]\\s{0,2}\\p{Nd}{2,4}[^\\p{L}\\p{Nd}]{1,12})"
            + "\\p{Nd}{3,4}(?![\\p{L}\\p{Nd}])");

    /**
     * A digit of the text.
     *
     * @param gap what stands between it and the digit before
     */
    private record Digit(int value, int start, int end, String gap) {}

    private final String text;
    private final StringBuilder masked = new StringBuilder();
    private int done;

    private CardNumbers(String text) {
        this.text = text;
    }

    static String mask(String text) {
        return CODE_BEHIND.matcher(new CardNumbers(text).masked()).replaceAll("$1" + MASK);
    }

    private String masked() {
        Matcher digit = DIGIT.matcher(text);
        List<Digit> run = new ArrayList<>();
        while (digit.find()) {
            int before = run.isEmpty() ? digit.start() : run.getLast().end();
            String gap = digit.start() - before > WIDEST_GAP ? "?" : text.substring(before, digit.start());
            if (!Gaps.isGap(gap)) {
                maskIn(run);
                run.clear();
                gap = "";
            }
            run.add(new Digit(Character.digit(digit.group().codePointAt(0), 10), digit.start(), digit.end(), gap));
        }
        maskIn(run);
        return masked.append(text, done, text.length()).toString();
    }

    private void maskIn(List<Digit> run) {
        int first = 0;
        while (first <= run.size() - SHORTEST) {
            int length = cardAt(run, first);
            if (length > 0) {
                List<Digit> card = run.subList(first, first + length);
                masked.append(text, done, card.getFirst().start()).append(MASK).append(' ').append(lastFour(card));
                done = card.getLast().end();
            }
            first += Math.max(length, 1);
        }
    }

    private static String lastFour(List<Digit> card) {
        return card.subList(card.size() - 4, card.size()).stream().map(digit -> Integer.toString(digit.value()))
                .collect(Collectors.joining());
    }

    /** How long the card's number is that begins there; 0 if none does. It begins and ends where a group does. */
    private int cardAt(List<Digit> run, int first) {
        boolean begins = first == 0 || !run.get(first).gap().isEmpty();
        if (!begins || isPhone(run.get(first).start())) {
            return 0;
        }
        for (int length = Math.min(LONGEST, run.size() - first); length >= SHORTEST; length--) {
            int end = first + length;
            boolean ends = end == run.size() || !run.get(end).gap().isEmpty();
            if (ends && isCard(run.subList(first, end))) {
                return length;
            }
        }
        return 0;
    }

    private boolean isPhone(int start) {
        return start > 0 && text.charAt(start - 1) == '+';
    }

    private static boolean isCard(List<Digit> number) {
        return isIssued(number) && isCheckDigitRight(number) && isGroupedAsOne(number);
    }

    /** Whether a network issues cards of this beginning and length (ISO/IEC 7812-2). */
    private static boolean isIssued(List<Digit> number) {
        int four = number.stream().limit(4).mapToInt(Digit::value).reduce(0, (all, digit) -> all * 10 + digit);
        int two = four / 100;
        return switch (number.size()) {
            case 14 -> two == 30 || two == 36 || two == 38 || two == 39;
            case 15 -> two == 34 || two == 37;
            case 16 -> isOfSixteen(four);
            case 17 -> two == 62 || isMaestro(two);
            case 18 -> two == 62 || isMaestro(two);
            case 19 -> two / 10 == 4 || two == 35 || two == 62 || two == 65 || isMaestro(two) || isMir(four);
            default -> false;
        };
    }

    private static boolean isOfSixteen(int four) {
        int two = four / 100;
        boolean mastercard = (two >= 51 && two <= 55) || (four >= 2221 && four <= 2720);
        boolean dinersOrJcb = two == 30 || two == 35 || two == 36 || two == 38 || two == 39;
        return two / 10 == 4 || mastercard || dinersOrJcb || isMir(four) || two / 10 == 6 || isMaestro(two)
                || two == 81 || two == 82 || four == 9792;
    }

    private static boolean isMaestro(int two) {
        return two == 50 || (two >= 56 && two <= 61) || two == 63 || (two >= 67 && two <= 69);
    }

    private static boolean isMir(int four) {
        return four >= 2200 && four <= 2204;
    }

    /** Whether the check digit is right (ISO/IEC 7812-1, annex B). */
    private static boolean isCheckDigitRight(List<Digit> number) {
        int sum = 0;
        for (int i = 0; i < number.size(); i++) {
            int digit = number.get(number.size() - 1 - i).value();
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }

    /** Whether groups are parted by one sign, or are fours; prices and dates in a row are neither. */
    private static boolean isGroupedAsOne(List<Digit> number) {
        List<Digit> others = number.subList(1, number.size());
        long kinds = others.stream().map(Digit::gap).filter(gap -> !gap.isEmpty()).map(Gaps::kind).distinct().count();
        boolean fours = true;
        for (int i = 1; i < number.size(); i++) {
            fours &= i % 4 == 0 || number.get(i).gap().isEmpty();
        }
        return kinds <= 1 || fours;
    }
}
