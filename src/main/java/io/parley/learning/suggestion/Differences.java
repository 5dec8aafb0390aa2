package io.parley.learning.suggestion;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What two answers say differently, however alike their words are: numbers, days, links, and whether something is not so. */
public final class Differences {
    private static final Pattern LINK = Pattern.compile("(?i)https?://[^\\s<>\"]+[^\\s<>\".,;:!?)]");
    private static final Pattern NUMBER = Pattern.compile("\\p{Nd}+(?:[.,:]\\p{Nd}+)*");
    private static final Pattern WORD = Pattern.compile("\\p{L}+(?:['’]\\p{L}+)?");
    private static final Map<String, String> NUMERALS = Map.ofEntries(Map.entry("two", "2"),
            Map.entry("three", "3"), Map.entry("four", "4"), Map.entry("five", "5"), Map.entry("six", "6"),
            Map.entry("seven", "7"), Map.entry("eight", "8"), Map.entry("nine", "9"), Map.entry("ten", "10"),
            Map.entry("twelve", "12"), Map.entry("fourteen", "14"), Map.entry("fifteen", "15"),
            Map.entry("twenty", "20"), Map.entry("thirty", "30"), Map.entry("sixty", "60"), Map.entry("hundred", "100"),
            Map.entry("zwei", "2"), Map.entry("drei", "3"), Map.entry("vier", "4"), Map.entry("fünf", "5"),
            Map.entry("sechs", "6"), Map.entry("sieben", "7"), Map.entry("acht", "8"), Map.entry("zehn", "10"),
            Map.entry("vierzehn", "14"), Map.entry("dreißig", "30"));
    private static final Set<String> DAYS = Set.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
            "sunday", "january", "february", "march", "april", "june", "july", "august", "september", "october",
            "november",
            "december", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "januar",
            "februar",
            "märz", "mai", "juni", "juli", "oktober", "dezember");
    private static final Set<String> NEGATIONS = Set.of("not", "no", "never", "cannot", "can't", "don't", "doesn't",
            "won't", "isn't", "aren't", "without", "unable", "nicht", "kein", "keine", "keinen", "nie", "ne", "pas",
            "jamais",
            "nunca", "non", "niet", "geen", "nooit", "não");

    private Differences() {}

    /** What stands in one of both only, in its order there. */
    public static List<String> of(String one, String other) {
        List<String> differs = new ArrayList<>();
        addDifferent(differs, links(one), links(other));
        addDifferent(differs, numbers(LINK.matcher(one).replaceAll(" ")), numbers(LINK.matcher(other).replaceAll(" ")));
        addDifferent(differs, words(one, DAYS), words(other, DAYS));
        Set<String> negations = words(one, NEGATIONS);
        Set<String> others = words(other, NEGATIONS);
        if (negations.isEmpty() != others.isEmpty()) {
            differs.addAll(negations);
            differs.addAll(others);
        }
        return differs;
    }

    private static void addDifferent(List<String> differs, Set<String> some, Set<String> others) {
        Stream.concat(some.stream().filter(value -> !others.contains(value)),
                others.stream().filter(value -> !some.contains(value))).forEach(differs::add);
    }

    private static Set<String> links(String text) {
        return LINK.matcher(text).results().map(found -> found.group().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> numbers(String text) {
        Set<String> numbers = NUMBER.matcher(text).results().map(found -> found.group().replace(',', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
        Matcher words = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (words.find()) {
            String number = NUMERALS.get(words.group());
            if (number != null) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    private static Set<String> words(String text, Set<String> list) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT)).results().map(found -> found.group().replace('’', '\''))
                .filter(list::contains).collect(Collectors.toCollection(TreeSet::new));
    }
}
