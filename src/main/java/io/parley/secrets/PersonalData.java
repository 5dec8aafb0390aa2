package io.parley.secrets;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces what tells a person from others by tokens such as {@code [EMAIL_1]}, for texts that go to a company outside, and
 * turns them back in what comes from there: mail addresses, telephone and other long numbers, order numbers, streets and
 * postcodes, names that are known or that somebody gives as their own. The same words get the same token in all texts of
 * one object. Data that the company itself publishes is left as it is; a token that somebody writes becomes one itself.
 * Names without a hint are not found. Takes time in proportion to a text's length.
 */
public final class PersonalData {
    private static final String ALONE = "(?<![\\p{L}\\p{Nd}])";
    private static final String WORD = "\\p{Lu}[\\p{L}'’.-]{1,30}";
    /** Between words of one name; a full stop ends it, except behind an initial or a title. */
    private static final String ON = "(?<!\\p{L}{3}\\.)\\s";
    /** A name ends before a full stop, except that of an initial. */
    private static final String END = "(?<!\\p{L}{2}\\.)";

    static final Pattern EMAIL = Pattern.compile("(?<hint>)(?<![\\p{L}\\p{Nd}._%+-])"
            + "(?<own>[\\p{L}\\p{Nd}._%+-]{1,64}@[\\p{L}\\p{Nd}-]{1,63}(?:\\.[\\p{L}\\p{Nd}-]{1,63}){1,6})");
    static final List<Pattern> NAMES = List.of(
            Pattern.compile("(?<hint>" + ALONE + "(?i:my\\sname\\sis|my\\sname['’]s|i\\sam|i['’]m|this\\sis|ich\\sheiße"
                    + "|ich\\sheisse|mein\\sname\\sist|ich\\sbin|je\\sm['’]appelle|mon\\snom\\sest|je\\ssuis|me\\sllamo"
                    + "|mi\\snombre\\ses|soy|mi\\schiamo|il\\smio\\snome\\sè|sono|ik\\sheet|mijn\\snaam\\sis|ik\\sben"
                    + "|me\\schamo|chamo-me|o\\smeu\\snome\\sé|sou)\\s)(?<own>" + WORD + "(?:" + ON + WORD + "){0,2}"
                    + END + ")"),
            Pattern.compile(
                    "(?<hint>(?i:regards|wishes|sincerely|thanks|cheers|yours|grüße|grüßen|gruß|cordialement|saludos|saluti"
                            + "|groeten|groet|cumprimentos),?\\s{0,3}\\n\\s{0,3})(?<own>" + WORD + "(?:" + ON + WORD
                            + "){0,2}" + END + ")"));

    /** A number after a word that says what it is for; it may be one of a place, and of any country. */
    private static final Pattern DIALLED = Pattern.compile("(?iu)" + ALONE
            + "(?:(?:tele)?phone|telefon|telefono|telefoon|telefone"
            + "|téléphone|teléfono|tel|mobile|mobil|móvil|cell|handy|fax|(?:call|ring)(?: me)?(?: on| at)?"
            + "|reach me (?:on|at))(?:\\s(?:is|number|no|nummer|number is|ist|est|es))?[.:]{0,2}\\s{0,3}"
            + "(?!\\p{Nd}{1,2}[./-]\\p{Nd}{1,2}[./-]\\p{Nd}{2,4}(?![./-]?\\p{Nd}))"
            + "(?<own>\\+?\\(?\\p{Nd}(?:[\\s./()\\u00a0-]{0,3}\\p{Nd}){5,14})(?![\\p{L}\\p{Nd}])");
    /** What somebody calls their address, with a number before or behind it. */
    private static final Pattern LIVED_AT = Pattern.compile(ALONE
            + "(?iu:lives? (?:at|in)|address(?: is|:)|wohne (?:in der|in|am)|adresse(?: ist|:| est)|habite(?: au)?|vivo en"
            + "|dirección(?: es|:)|abito in|indirizzo(?: è|:)|woon (?:op|aan)|adres(?: is|:)|moro na|endereço(?: é|:)"
            + "|mieszkam (?:przy|na))\\s(?<own>\\p{Nd}{1,5}\\p{L}?,?\\s" + WORD + "(?:\\s" + WORD + "){0,3}"
            + "(?:\\s\\p{Nd}{1,4}(?!\\p{Nd}))?|(?:" + WORD + "\\s){1,4}\\p{Nd}{1,5}\\p{L}?)(?![\\p{L}\\p{Nd}])");
    private static final String KINDS = "(?:EMAIL|PHONE|ADDRESS|ORDER|NUMBER|NAME|WORD)_\\p{Nd}{1,9}+";
    /** A token, also without its brackets or with others, as models write them at times. */
    private static final Pattern TOKEN = Pattern.compile("(?i)[\\[【]?(?<![\\p{L}\\p{Nd}_])(?<name>" + KINDS
            + ")(?![\\p{L}\\p{Nd}_])[]】]?");
    /** One that is part of a longer word or of an address. */
    private static final Pattern JOINED = Pattern.compile("(?i)[\\p{L}\\p{Nd}/:.@=&?#%_-][\\[【]?" + KINDS + "|"
            + KINDS + "[]】]?+(?:[\\p{L}\\p{Nd}/@=&#%_]|[.:?-][\\p{L}\\p{Nd}/])");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    /** Their words are chosen as freely as a sentence's. */
    private static final Set<String> FREE = Set.of("NAME", "ADDRESS", "WORD");
    private static final Pattern SEPARATORS = Pattern.compile("[\\s().-]");
    private static final Pattern ANY_WORD = Pattern.compile("[^\\s\\uFFFC]{1,400}");
    /** What is cut stands in so many signs. */
    private static final int AROUND = 200;

    private final String published;
    private final String publishedSmall;
    private final KnownNames names;
    private final OrderNumbers orders;
    private final Map<String, String> tokens = new HashMap<>();
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    /** @param published texts of the company; what stands in them is nobody's own */
    public PersonalData(Collection<String> published) {
        this(published, List.of());
    }

    /**
     * Personal data of people of whom something is known.
     *
     * @param published texts of the company; what stands in them is nobody's own
     * @param known names and mail addresses of those who took part
     */
    public PersonalData(Collection<String> published, Collection<String> known) {
        this.published = String.join("\n", published);
        this.publishedSmall = this.published.toLowerCase(Locale.ROOT);
        this.names = new KnownNames(known);
        this.orders = new OrderNumbers(this::isPublished);
    }

    /** The text with tokens in the place of what is somebody's own. */
    public String mask(String text) {
        return parts(text).replaced((kind, own) -> isPublished(kind, own) ? own : token(kind, own));
    }

    /** The text with what somebody wrote in the place of each token; a token of nothing stays. */
    public String restored(String masked) {
        return TOKEN.matcher(masked).replaceAll(found -> Matcher
                .quoteReplacement(Objects.requireNonNullElse(values.get(name(found)), found.group())));
    }

    /** The text with a space in the place of each token. */
    public static String without(String masked) {
        return TOKEN.matcher(masked).replaceAll(" ");
    }

    /** Whether a text holds a token that stands for nothing, or one that is joined to other signs, as in an address. */
    public boolean isMisused(String masked) {
        return TOKEN.matcher(masked).results().anyMatch(found -> !values.containsKey(name(found)))
                || JOINED.matcher(HAN.matcher(masked).replaceAll(" ")).find();
    }

    /** What somebody wrote in words of their own choice and tokens of a text stand for. */
    public List<String> chosenWords(String masked) {
        return TOKEN.matcher(masked).results().map(PersonalData::name)
                .filter(name -> FREE.contains(name.substring(0, name.indexOf('_')))).map(values::get)
                .filter(Objects::nonNull).distinct().toList();
    }

    /** Where a text may be cut, at a place or before it, so that no part of what is somebody's own is left. */
    public static int cutBefore(String text, int place) {
        int from = Math.max(0, place - AROUND);
        return found(text, from, place).map(part -> from + part.start()).orElse(place);
    }

    /** The same, at a place or behind it. */
    public static int cutAfter(String text, int place) {
        int from = Math.max(0, place - AROUND);
        return found(text, from, place).map(part -> from + part.end()).orElse(place);
    }

    private static Optional<Parts.Part> found(String text, int from, int place) {
        String window = text.substring(from, Math.min(text.length(), place + AROUND));
        Parts parts = new PersonalData(List.of()).parts(window);
        parts.add("WORD", ANY_WORD);
        return parts.around(place - from);
    }

    private Parts parts(String text) {
        Parts parts = new Parts(text);
        parts.add("WORD", TOKEN);
        parts.add("EMAIL", EMAIL);
        Phones.find(parts);
        parts.add("PHONE", DIALLED);
        Streets.find(parts);
        parts.add("ADDRESS", LIVED_AT);
        orders.find(parts);
        parts.add("NUMBER", CleanText.LONG_NUMBER);
        names.find(parts);
        NAMES.forEach(name -> parts.add("NAME", name));
        return parts;
    }

    private boolean isPublished(String kind, String own) {
        return switch (kind) {
            case "WORD" -> false;
            case "NAME" -> stands(own, published);
            default -> isPublished(own);
        };
    }

    private boolean isPublished(String own) {
        return stands(own.toLowerCase(Locale.ROOT), publishedSmall);
    }

    /** Whether words stand in a text, and not within others. */
    private static boolean stands(String words, String text) {
        for (int at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
            int end = at + words.length();
            if ((at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
                    && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private String token(String kind, String own) {
        String small = own.toLowerCase(Locale.ROOT);
        String key = kind + (kind.equals("PHONE") ? SEPARATORS.matcher(small).replaceAll("") : small);
        return tokens.computeIfAbsent(key, k -> {
            String name = kind + "_" + numbers.merge(kind, 1, Integer::sum);
            values.put(name, own);
            return "[" + name + "]";
        });
    }

    private static String name(MatchResult token) {
        return token.group("name").toUpperCase(Locale.ROOT);
    }
}
