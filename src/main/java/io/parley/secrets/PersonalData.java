package io.parley.secrets;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces what tells a person from others by tokens such as {@code [EMAIL_1]}, for texts that go to a company outside:
 * mail addresses, telephone numbers, order numbers, streets and postcodes, names that somebody gives as their own. The
 * same words get the same token in all texts of one object. Data that the company itself publishes is left as it is.
 * Names without a hint are not found. Takes time in proportion to a text's length.
 */
public final class PersonalData {
    private static final String ALONE = "(?<![\\p{L}\\p{Nd}])";
    private static final String END = "(?![\\p{L}\\p{Nd}])";
    private static final String WORD = "\\p{Lu}[\\p{L}'’.-]{1,30}";

    static final Pattern EMAIL = Pattern.compile("(?<hint>)(?<![\\p{L}\\p{Nd}._%+-])"
            + "(?<own>[\\p{L}\\p{Nd}._%+-]{1,64}@[\\p{L}\\p{Nd}-]{1,63}(?:\\.[\\p{L}\\p{Nd}-]{1,63}){1,6})");
    private static final List<Pattern> STREETS = List.of(
            Pattern.compile("(?<hint>)" + ALONE + "(?<own>\\p{Nd}{1,5}\\p{L}?\\s(?:" + WORD + "\\s){1,3}"
                    + "(?i:street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|court|square|terrace|boulevard|blvd|way))"
                    + END),
            Pattern.compile(
                    "(?<hint>)" + ALONE + "(?<own>\\p{Lu}[\\p{L}-]{1,40}(?:straße|strasse|str\\.|weg|platz|gasse|allee"
                            + "|damm|ufer|straat|laan|plein|gracht)\\s?\\p{Nd}{1,4}(?:\\s?[a-zA-Z])?)" + END),
            Pattern.compile("(?<hint>)" + ALONE
                    + "(?<own>(?:\\p{Nd}{1,4},?\\s)?(?i:rue|calle|via|viale|piazza|rua|avenida|plaza)"
                    + "\\s(?:[\\p{L}'’.-]{1,30}\\s){0,4}[\\p{L}'’.-]{1,30}(?:,?\\s\\p{Nd}{1,4})?)" + END),
            Pattern.compile("(?<hint>)" + ALONE + "(?<own>[A-Z]{1,2}\\p{Nd}[A-Z\\p{Nd}]?\\s?\\p{Nd}[A-Z]{2})" + END),
            Pattern.compile("(?<hint>)" + ALONE + "(?<own>\\p{Nd}{5}\\s\\p{Lu}\\p{Ll}{2,30})" + END));
    private static final List<Pattern> ORDERS = List.of(
            Pattern.compile("(?<hint>" + ALONE
                    + "(?i:order|invoice|parcel|tracking|customer|reference|bestellung|bestellnummer"
                    + "|rechnung|kundennummer|sendung|auftrag|commande|facture|pedido|factura|ordine|fattura|bestelling|factuur"
                    + "|encomenda)(?i:\\s(?:no|number|id|nr|nummer|numéro|número|numero))?[.:]?\\s?(?:#|№|n°)?\\s?)"
                    + "(?<own>[\\p{Lu}\\p{Nd}-]{0,10}\\p{Nd}{3,20}(?:[/_-][\\p{Lu}\\p{Nd}]{1,12}){0,3})" + END),
            Pattern.compile("(?<hint>)" + ALONE + "(?<own>#\\s?\\p{Nd}{3,20})" + END),
            Pattern.compile(
                    "(?<hint>)" + ALONE + "(?<own>\\p{Lu}{1,6}[-_/]?\\p{Nd}{4,20}(?:[-_/][\\p{Lu}\\p{Nd}]{1,12}){0,3})"
                            + END),
            Pattern.compile("(?<hint>)" + ALONE + "(?<own>\\p{Ll}{1,4}[-_]?\\p{Nd}{5,20})" + END),
            Pattern.compile("(?<hint>)(?<![\\p{L}\\p{Nd}.,])(?<own>\\p{Nd}{6,20}(?:[-/]\\p{Nd}{1,10}){0,3})" + END));
    static final List<Pattern> NAMES = List.of(
            Pattern.compile("(?<hint>" + ALONE + "(?i:my\\sname\\sis|my\\sname['’]s|i\\sam|i['’]m|this\\sis|ich\\sheiße"
                    + "|ich\\sheisse|mein\\sname\\sist|ich\\sbin|je\\sm['’]appelle|mon\\snom\\sest|je\\ssuis|me\\sllamo"
                    + "|mi\\snombre\\ses|soy|mi\\schiamo|il\\smio\\snome\\sè|sono|ik\\sheet|mijn\\snaam\\sis|ik\\sben"
                    + "|me\\schamo|chamo-me|o\\smeu\\snome\\sé|sou)\\s)(?<own>" + WORD + "(?:\\s" + WORD + "){0,2})"),
            Pattern.compile(
                    "(?<hint>(?i:regards|wishes|sincerely|thanks|cheers|yours|grüße|grüßen|gruß|cordialement|saludos|saluti"
                            + "|groeten|groet|cumprimentos),?\\s{0,3}\\n\\s{0,3})(?<own>" + WORD + "(?:\\s" + WORD
                            + "){0,2})"));

    private final String published;
    private final Map<String, String> tokens = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    /** @param published texts of the company; what stands in them is nobody's own */
    public PersonalData(Collection<String> published) {
        this.published = String.join("\n", published).toLowerCase(Locale.ROOT);
    }

    /** The text with tokens in the place of what is somebody's own. */
    public String mask(String text) {
        String masked = replaced(text, List.of(EMAIL), "EMAIL");
        masked = Phones.replaced(masked, own -> token(own, "PHONE"));
        masked = replaced(masked, STREETS, "ADDRESS");
        masked = replaced(masked, ORDERS, "ORDER");
        return replaced(masked, NAMES, "NAME");
    }

    private String replaced(String text, List<Pattern> patterns, String kind) {
        String masked = text;
        for (Pattern pattern : patterns) {
            masked = pattern.matcher(masked).replaceAll(found -> Matcher
                    .quoteReplacement(found.group("hint") + token(found.group("own"), kind)));
        }
        return masked;
    }

    private String token(String own, String kind) {
        String key = own.toLowerCase(Locale.ROOT);
        return published.contains(key)
                ? own
                : tokens.computeIfAbsent(key, k -> "[" + kind + "_" + numbers.merge(kind, 1, Integer::sum) + "]");
    }
}
