package io.parley.answering.model;

import io.parley.answering.words.Tongue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A sentence taken apart: into its words, its numbers with what they count, and the parts that commas and conjunctions
 * separate.
 */
final class Passage {

    private static final Pattern TOKEN = Pattern
            .compile("(?<code>\\p{L}+\\p{Nd}[\\p{L}\\p{Nd}]*)|(?<phone>" + UnsupportedClaims.PHONE + ")"
                    + "|(?<number>\\p{Nd}+(?:[.,]\\p{Nd}+)*)|(?<sign>[%‰£$€¥°])"
                    + "|(?<strong>[;:!?()\\[\\]。；：！？\\n]+|\\.+(?=\\s|$)|\\s[-–—]+\\s|—)|(?<weak>[,，、]+)"
                    + "|(?<word>[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]|[\\p{L}\\p{M}]+)");
    private static final Pattern HOUR = Pattern.compile("(?<=\\p{Nd}):00(?!\\p{Nd})");
    private static final Pattern CONTRACTED = Pattern.compile("(?<=\\p{L})['’`´ʼ](?=\\p{L}{1,2}(?!\\p{L}))");
    /** The most words between a number and its unit: "2 to 4 working days". */
    private static final int UNIT_WITHIN = 4;
    /** The number of words on either side that count as next to a number. */
    private static final int BESIDE = 2;
    private static final int SHORTEST_PART = 2;

    private final Tongue tongue;
    private final List<Token> tokens;

    /**
     * The kinds of what a sentence is made of: a code is letters and figures in one, a strong break ends a clause, a weak
     * one an item.
     */
    enum Kind {
        WORD, CODE, NUMBER, PHONE, SIGN, STRONG, WEAK
    }

    /**
     * A word, a number or a break.
     *
     * @param text  as it is written
     * @param word  as it is compared
     * @param value what a number comes to, 0 for anything else
     */
    record Token(Kind kind, String text, String word, BigDecimal value) {
        boolean isCapital() {
            return kind == Kind.WORD && Character.isUpperCase(text.codePointAt(0));
        }
    }

    /**
     * A number.
     *
     * @param value  what it comes to
     * @param units  what it may count; empty where it does not say
     * @param beside the next words that say something, up to the next number on either side
     */
    record Amount(BigDecimal value, Set<String> units, List<String> beside) {}

    private Passage(Tongue tongue, List<Token> tokens) {
        this.tongue = tongue;
        this.tokens = List.copyOf(tokens);
    }

    static Passage of(String text, Tongue tongue) {
        String plain = CONTRACTED.matcher(Tongue.apart(HOUR.matcher(text).replaceAll(""))).replaceAll("");
        List<Token> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(plain);
        while (token.find()) {
            tokens.add(token(token));
        }
        return new Passage(tongue, Spelled.in(tongue.locale()).read(tokens));
    }

    List<Token> tokens() {
        return tokens;
    }

    List<String> words() {
        return tokens.stream().filter(token -> token.kind() == Kind.WORD || token.kind() == Kind.CODE)
                .map(Token::word).toList();
    }

    /** The words that are no grammar. */
    List<String> content() {
        return words().stream().filter(word -> !tongue.isGrammar(word)).toList();
    }

    boolean has(Tongue.Kind kind) {
        return tongue.any(words(), kind);
    }

    /** The numbers, each with what it counts. */
    List<Amount> amounts() {
        List<Amount> amounts = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).kind() == Kind.NUMBER) {
                amounts.add(new Amount(tokens.get(i).value(), units(i),
                        Stream.concat(beside(i, -1), beside(i, 1)).toList()));
            }
        }
        return amounts;
    }

    /** The clauses, between full stops, semicolons and colons. */
    List<Passage> clauses() {
        return split(false, false);
    }

    /** The items, between commas too. */
    List<Passage> items() {
        return joined(split(true, false));
    }

    /** The smallest parts that say something by themselves. */
    List<Passage> parts() {
        return joined(split(true, true));
    }

    /** A part that says too little by itself joins the one before it, or else the one behind it. */
    private List<Passage> joined(List<Passage> pieces) {
        List<Passage> parts = new ArrayList<>();
        List<Token> open = new ArrayList<>();
        for (Passage part : pieces) {
            if (!open.isEmpty() && part.says() >= SHORTEST_PART
                    && new Passage(tongue, open).says() >= SHORTEST_PART) {
                parts.add(new Passage(tongue, open));
                open.clear();
            }
            open.addAll(part.tokens);
        }
        if (!open.isEmpty()) {
            parts.add(new Passage(tongue, open));
        }
        return parts;
    }

    private long says() {
        return content().size() + tokens.stream().filter(token -> token.kind() == Kind.NUMBER).count();
    }

    private List<Passage> split(boolean weakToo, boolean joinsToo) {
        List<Passage> parts = new ArrayList<>();
        List<Token> open = new ArrayList<>();
        for (Token token : tokens) {
            boolean isJoin = joinsToo && token.kind() == Kind.WORD
                    && tongue.phrases(Tongue.Kind.JOINS).contains(List.of(token.word()));
            if (token.kind() == Kind.STRONG || (weakToo && token.kind() == Kind.WEAK) || isJoin) {
                add(open, parts);
            }
            if (token.kind() != Kind.STRONG && token.kind() != Kind.WEAK) {
                open.add(token);
            }
        }
        add(open, parts);
        return parts;
    }

    private void add(List<Token> open, List<Passage> parts) {
        if (!open.isEmpty()) {
            parts.add(new Passage(tongue, open));
            open.clear();
        }
    }

    private Stream<String> beside(int at, int step) {
        int words = 0;
        for (int i = at + step; words < BESIDE && i >= 0 && i < tokens.size(); i += step) {
            Token token = tokens.get(i);
            if (token.kind() != Kind.WORD && token.kind() != Kind.SIGN) {
                return Stream.empty();
            }
            boolean isUnit = token.kind() == Kind.SIGN || !tongue.unit(token.word()).isEmpty();
            if (!isUnit && !tongue.isGrammar(token.word())) {
                return Stream.of(token.word());
            }
            words += isUnit ? 0 : 1;
        }
        return Stream.empty();
    }

    private Set<String> units(int at) {
        Set<String> units = new LinkedHashSet<>();
        if (at > 0 && tokens.get(at - 1).kind() == Kind.SIGN) {
            units.add(tongue.unit(tokens.get(at - 1).word()));
        } else if (at > 0 && isCurrencyCode(tokens.get(at - 1))) {
            units.add(tongue.unit(tokens.get(at - 1).word()));
        }
        for (int i = at + 1; units.isEmpty() && i < tokens.size() && i <= at + UNIT_WITHIN; i++) {
            Kind kind = tokens.get(i).kind();
            if (kind == Kind.STRONG || kind == Kind.WEAK) {
                break;
            }
            String unit = tongue.unit(tokens.get(i).word());
            if (!unit.isEmpty()) {
                units.add(unit);
            }
        }
        units.remove("");
        return units;
    }

    private boolean isCurrencyCode(Token token) {
        return token.text().length() == 3 && token.text().equals(token.text().toUpperCase(java.util.Locale.ROOT))
                && !tongue.unit(token.word()).isEmpty();
    }

    private static Token token(Matcher token) {
        String text = token.group();
        if (token.group("number") != null) {
            return new Token(Kind.NUMBER, text, text, value(text));
        }
        Kind kind = token.group("strong") != null
                ? Kind.STRONG
                : token.group("weak") != null
                        ? Kind.WEAK
                        : token.group("sign") != null
                                ? Kind.SIGN
                                : token.group("phone") != null
                                        ? Kind.PHONE
                                        : token.group("code") != null ? Kind.CODE : Kind.WORD;
        return new Token(kind, text, text.toLowerCase(java.util.Locale.ROOT), BigDecimal.ZERO);
    }

    /** The last point or comma is a decimal one unless three digits follow it. */
    private static BigDecimal value(String digits) {
        String ascii = digits.codePoints().map(sign -> Character.isDigit(sign)
                ? '0' + Character.digit(sign, 10)
                : sign).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        int last = Math.max(ascii.lastIndexOf('.'), ascii.lastIndexOf(','));
        boolean decimal = last > 0 && ascii.length() - last != 4;
        String whole = (decimal ? ascii.substring(0, last) : ascii).replaceAll("[.,]", "");
        return new BigDecimal(decimal ? whole + "." + ascii.substring(last + 1) : whole).stripTrailingZeros();
    }
}
