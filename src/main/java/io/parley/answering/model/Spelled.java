package io.parley.answering.model;

import com.ibm.icu.text.RuleBasedNumberFormat;
import io.parley.answering.model.Passage.Kind;
import io.parley.answering.model.Passage.Token;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The numbers of a language as they are spelled, up to a thousand, and its words for larger ones. */
final class Spelled {

    private static final Map<Locale, Spelled> LANGUAGES = new ConcurrentHashMap<>();
    private static final int MOST = 999;
    private static final List<Integer> LARGE = List.of(100, 1_000, 1_000_000);
    private static final Pattern BETWEEN = Pattern.compile("[\\s-]+|(?<=\\p{IsHan})(?=\\p{IsHan})");
    /** Words that are other words, too. */
    private static final List<String> AMBIGUOUS = List.of("sei", "neuf");

    private final Map<List<String>, Integer> numbers = new HashMap<>();
    private final int longest;

    private Spelled(Locale locale) {
        RuleBasedNumberFormat format = new RuleBasedNumberFormat(locale, RuleBasedNumberFormat.SPELLOUT);
        for (int number = MOST; number >= 0; number--) {
            add(words(format.format(number)), number);
        }
        for (int large : LARGE) {
            List<String> words = words(format.format(large));
            add(words, large);
            add(words.subList(words.size() - 1, words.size()), large);
        }
        longest = numbers.keySet().stream().mapToInt(List::size).max().orElse(1);
    }

    static Spelled in(Locale locale) {
        return LANGUAGES.computeIfAbsent(locale, Spelled::new);
    }

    /** The tokens, with one number in place of the words that spell it; one, which is an article as well, stays a word. */
    List<Token> read(List<Token> tokens) {
        List<Token> read = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            int length = length(tokens, i);
            Integer number = length == 0 ? null : numbers.get(words(tokens, i, length));
            if (number == null || number == 1 || isOtherWord(tokens.get(i), length)) {
                read.add(tokens.get(i));
            } else {
                read.add(new Token(Kind.NUMBER, tokens.get(i).text(), tokens.get(i).word(),
                        BigDecimal.valueOf(number).stripTrailingZeros()));
                i += length - 1;
            }
        }
        return read;
    }

    private static boolean isOtherWord(Token token, int length) {
        return length == 1 && AMBIGUOUS.contains(token.word());
    }

    private int length(List<Token> tokens, int from) {
        for (int length = Math.min(longest, tokens.size() - from); length > 0; length--) {
            if (numbers.containsKey(words(tokens, from, length))) {
                return length;
            }
        }
        return 0;
    }

    private static List<String> words(List<Token> tokens, int from, int length) {
        return tokens.subList(from, from + length).stream()
                .map(token -> token.kind() == Kind.WORD ? token.word() : "").toList();
    }

    private void add(List<String> words, int number) {
        numbers.putIfAbsent(words, number);
        if (number > 100 && number <= MOST && words.size() > 2) {
            List<String> joined = new ArrayList<>(words.subList(0, 2));
            joined.add("and");
            joined.addAll(words.subList(2, words.size()));
            numbers.putIfAbsent(joined, number);
        }
    }

    private static List<String> words(String spelled) {
        String plain = spelled.replace("\u00ad", "").toLowerCase(Locale.ROOT);
        return BETWEEN.splitAsStream(plain).toList();
    }
}
