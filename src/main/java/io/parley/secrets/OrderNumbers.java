package io.parley.secrets;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of orders, invoices, parcels and customers. */
final class OrderNumbers {
    private static final int FEWEST_DIGITS = 4;
    private static final int FEWEST_DIGITS_ALONE = 5;
    private static final int FEWEST_AFTER_ITS_WORD = 3;

    private static final String TOKEN = "[\\p{L}\\p{Nd}]{1,30}(?:[-/_][\\p{L}\\p{Nd}]{1,20}){0,5}";
    private static final String ALONE = "(?<![\\p{L}\\p{Nd}.,/@_-])";
    private static final String END = "(?![\\p{L}\\p{Nd}@_])";

    /** The word for what is numbered, and the word "number". */
    private static final Pattern NUMBERED = Pattern
            .compile("(?iu)(?<![\\p{L}\\p{Nd}])(?<owner>(?:my|your|the|our|his|her|this|that"
                    + "|an|a)\\s)?(?<word>order|invoice|parcel|package|shipment|tracking|customer|account|reference|ticket|booking"
                    + "|purchase|delivery|bestellung|bestellnummer|rechnung|kundennummer|sendung|auftrag|paket|commande|facture"
                    + "|colis|pedido|factura|paquete|ordine|fattura|pacco|bestelling|factuur|pakket|encomenda|fatura|zamówienie)"
                    + "(?:\\s?(?:no\\.?|number|id|nr\\.?|nummer|numéro|número|numero))?[.:]?\\s?(?:#|№|n°)?\\s?"
                    + "(?<own>(?:[A-Z]{1,4}\\s)?" + TOKEN + ")" + END);
    private static final Pattern ANYWHERE = Pattern.compile(ALONE
            + "(?:#\\s?(?<sharp>\\p{Nd}{3,20})|(?<prefixed>[A-Z]{2,4}\\s\\p{Nd}{5,20})|(?<own>" + TOKEN + "))" + END);
    private static final Pattern SMALL_WORD = Pattern.compile("\\A\\p{Ll}+\\s");
    private static final Pattern DATE = Pattern
            .compile("\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}|\\d{1,2}[-/]\\d{1,2}[-/]\\d{2,4}");
    private static final Pattern QUANTITY = Pattern.compile("\\p{Nd}+\\p{L}{1,3}");
    private static final Pattern MONEY = Pattern.compile("(?:EUR|USD|GBP|CHF|PLN|ISO|DIN)\\s.*");
    private static final Pattern CURRENCY_BEFORE = Pattern.compile("[$€£¥]\\s?\\z|(?:EUR|USD|GBP|CHF|PLN)\\s\\z");
    private static final Pattern UNIT_AFTER = Pattern
            .compile("\\A\\s?(?:[$€£¥%]|EUR|USD|GBP|CHF|PLN|euros?\\b|dollars?\\b"
                    + "|pounds?\\b|points?\\b|Punkte\\b|zł|[A-ZÄÖÜ]\\p{Ll}+straße)|\\A[.,]\\p{Nd}");

    private final Predicate<String> isPublished;

    OrderNumbers(Predicate<String> isPublished) {
        this.isPublished = isPublished;
    }

    /**
     * The text with words in the place of numbers.
     *
     * @param words stand for a number that no word goes before, such as "my order"
     * @param whose stands before a word that has nothing before it, such as "my"
     */
    String replaced(String text, String words, String whose) {
        String named = NUMBERED.matcher(text).replaceAll(found -> Matcher.quoteReplacement(
                isNumber(found.group("own")) ? kept(found, whose) : found.group()));
        return ANYWHERE.matcher(named).replaceAll(found -> Matcher.quoteReplacement(
                isOrder(found, named) ? words : found.group()));
    }

    /** Adds the numbers of a text. */
    void find(Parts parts) {
        NUMBERED.matcher(parts.rest()).results().filter(found -> isNumber(found.group("own"))).toList()
                .forEach(found -> parts.add("ORDER", found.end("own") - own(found).length(), found.end("own")));
        String rest = parts.rest();
        ANYWHERE.matcher(rest).results().filter(found -> isOrder(found, rest)).toList()
                .forEach(found -> parts.add("ORDER", found.start(), found.end()));
    }

    /** The number without a small word before it. */
    private static String own(MatchResult found) {
        return SMALL_WORD.matcher(found.group("own")).replaceFirst("");
    }

    private boolean isNumber(String token) {
        return digits(token) >= FEWEST_AFTER_ITS_WORD && !QUANTITY.matcher(token).matches()
                && !DATE.matcher(token).matches() && !isYear(token) && !isPublished.test(token);
    }

    private static String kept(MatchResult found, String whose) {
        String owner = found.group("owner");
        boolean isEnglish = owner != null
                || found.group("word").toLowerCase(Locale.ROOT).matches("order|invoice|parcel|package|shipment");
        return (owner == null ? isEnglish ? whose + " " : "" : owner) + found.group("word");
    }

    private boolean isOrder(MatchResult found, String text) {
        String token = found.group();
        if (found.group("sharp") != null) {
            return !isPublished.test(token);
        }
        if (found.group("prefixed") != null) {
            return !MONEY.matcher(token).matches() && !isPublished.test(token);
        }
        return looksLikeOne(token) && !DATE.matcher(token).matches() && !isAmount(found, text)
                && !isPublished.test(token);
    }

    private static boolean looksLikeOne(String token) {
        boolean hasLetter = token.codePoints().anyMatch(Character::isLetter);
        if (hasLetter) {
            return digits(token) >= FEWEST_DIGITS && !QUANTITY.matcher(token).matches() && !token.contains("://");
        }
        String[] groups = token.split("[-/_]", -1);
        return groups.length > 2
                || Arrays.stream(groups).anyMatch(group -> group.length() >= FEWEST_DIGITS_ALONE);
    }

    private static boolean isAmount(MatchResult found, String text) {
        return CURRENCY_BEFORE.matcher(text.substring(Math.max(0, found.start() - 5), found.start())).find()
                || UNIT_AFTER.matcher(text.substring(found.end(), Math.min(text.length(), found.end() + 12))).find();
    }

    private static boolean isYear(String token) {
        return token.matches("(?:19|20)\\d{2}");
    }

    private static long digits(String token) {
        return token.codePoints().filter(Character::isDigit).count();
    }
}
