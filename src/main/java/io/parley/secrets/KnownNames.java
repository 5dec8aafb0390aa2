package io.parley.secrets;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of people who are known to have to do with a text, however they are spelled. */
final class KnownNames {
    static final String NAME = "[name]";
    private static final Pattern WORD = Pattern.compile("[\\p{L}][\\p{L}\\p{M}]*");
    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^\\p{L}\\p{M}]+");
    /** Stands between the words of one name. */
    private static final String BETWEEN = "['’-]?\\s?(?:(?i:van|von|der|den|de|da|di|del|dos|la|le|al|bin|ten|zu)\\s){0,3}"
            + "[dlDLoO]?['’.-]?\\s?";
    private static final Pattern WITHIN_A_NAME = Pattern.compile(BETWEEN);
    private static final Pattern NAMES_IN_A_ROW = Pattern.compile(
            "(?:(?i:mr|mrs|ms|miss|dr|prof|herr|frau|herrn|señor|señora|monsieur|madame)\\.?\\s)?\\[name](?:" + BETWEEN
                    + "\\[name]){1,5}");
    private static final Pattern TITLED = Pattern
            .compile("(?i:mr|mrs|ms|miss|dr|prof|herrn?|frau|señora?|monsieur|madame)\\.?\\s\\[name]");
    /** Parts of names that say nothing alone. */
    private static final Set<String> PARTICLES = Set.of("van", "von", "der", "den", "de", "da", "di", "del", "dell",
            "dos",
            "la", "le", "al", "bin", "ten", "zu", "mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau", "herrn",
            "the",
            "and", "jr", "sr", "admin", "agent", "support", "customer", "visitor", "team",
            "sir", "madam", "damen", "herren", "kunde", "kundin", "there", "all", "everyone");
    /** The names of mailboxes that are nobody's. */
    private static final Set<String> ROLES = Set.of("info", "mail", "office", "sales", "service", "contact", "shop",
            "hello",
            "order", "orders", "help", "me", "post", "web", "home", "family", "noreply", "account", "accounts",
            "billing",
            "return", "returns", "refund", "delivery");
    /** Names that are words as well; written small they are taken for these. */
    private static final Set<String> WORDS = Set.of("will", "may", "mark", "bill", "price", "page", "grace", "rich",
            "long",
            "young", "good", "best", "day", "can", "art", "hope", "joy", "faith", "rose", "lily", "dawn", "summer",
            "june",
            "april", "august", "king", "cook", "baker", "miller", "black", "white", "brown", "green", "gray", "stone",
            "wood", "hill", "field", "park", "short", "small", "little", "sharp", "gross", "klein", "neu", "alt",
            "post",
            "ring", "so", "do", "an", "in", "man", "son", "sun", "you", "he", "is", "no", "yes", "be", "at", "it", "as",
            "my",
            "sue", "pat", "drew", "chase", "case", "gift", "bar", "sand", "bell", "ball", "card", "love", "free",
            "weiss", "gut", "lang", "kurz", "frank", "ernst", "wolf", "bach", "berg", "stein");
    private static final int SHORTEST_SMALL = 3;
    /** The most words, and signs, from one word of a name to its next: three particles stand between. */
    private static final int LONGEST_GAP = 5;
    private static final int LONGEST_GAP_SIGNS = 20;

    private final Set<String> names = new HashSet<>();

    /** @param known names, and mail addresses */
    KnownNames(Collection<String> known) {
        for (String one : known) {
            int at = one.indexOf('@');
            add(at < 0 ? one : one.substring(0, at), at >= 0);
        }
    }

    private void add(String name, boolean isMailbox) {
        NOT_IN_NAMES.splitAsStream(name).map(KnownNames::folded)
                .filter(word -> word.length() > 1 && !PARTICLES.contains(word))
                .filter(word -> !isMailbox || (word.length() > SHORTEST_SMALL && !ROLES.contains(word)))
                .forEach(names::add);
    }

    /** A word, and where it stands. */
    private record Found(String word, int start, int end) {
        boolean isBeside(Found next) {
            return next.start - end == 1;
        }
    }

    /** The text with {@code [name]} in the place of each of them. */
    String hidden(String text) {
        List<Found> words = words(text);
        StringBuilder hidden = new StringBuilder();
        int done = 0;
        for (int i = 0; i < words.size(); i++) {
            Found word = words.get(i);
            boolean isPlaceholder = word.start() > 0 && text.charAt(word.start() - 1) == '[';
            if (!isPlaceholder && isName(words, i)) {
                hidden.append(text, done, word.start()).append(NAME);
                done = word.end();
            }
        }
        hidden.append(text, done, text.length());
        return TITLED.matcher(NAMES_IN_A_ROW.matcher(hidden).replaceAll(Matcher.quoteReplacement(NAME)))
                .replaceAll(Matcher.quoteReplacement(NAME));
    }

    /** Adds the names of a text, each with all of its words. */
    void find(Parts parts) {
        String rest = parts.rest();
        List<Found> words = words(rest);
        for (int i = 0; i < words.size(); i++) {
            if (isName(words, i)) {
                int last = lastOfName(words, i, rest);
                parts.add("NAME", words.get(i).start(), words.get(last).end());
                i = last;
            }
        }
    }

    private int lastOfName(List<Found> words, int first, String text) {
        int last = first;
        for (int next = first + 1; next < words.size() && next - last <= LONGEST_GAP; next++) {
            if (isName(words, next) && isWithinName(text, words.get(last).end(), words.get(next).start())) {
                last = next;
            }
        }
        return last;
    }

    private static boolean isWithinName(String text, int from, int to) {
        return to - from < LONGEST_GAP_SIGNS && WITHIN_A_NAME.matcher(text.substring(from, to)).matches();
    }

    private static List<Found> words(String text) {
        return WORD.matcher(text).results().map(found -> new Found(found.group(), found.start(), found.end())).toList();
    }

    /** A word that may be another one is a name when it is capitalised, or stands beside a name. */
    private boolean isName(List<Found> words, int at) {
        Found word = words.get(at);
        String folded = folded(word.word());
        if (!names.contains(folded)) {
            return false;
        }
        boolean isSmall = Character.isLowerCase(word.word().codePointAt(0));
        return !isSmall || (folded.length() >= SHORTEST_SMALL && !WORDS.contains(folded))
                || (at > 0 && words.get(at - 1).isBeside(word) && isKnown(words.get(at - 1)))
                || (at + 1 < words.size() && word.isBeside(words.get(at + 1)) && isKnown(words.get(at + 1)));
    }

    private boolean isKnown(Found word) {
        return names.contains(folded(word.word()));
    }

    /** Without accents, in lower case. */
    private static String folded(String word) {
        String plain = Normalizer.normalize(word.toLowerCase(Locale.ROOT), Normalizer.Form.NFD).replaceAll("\\p{M}",
                "");
        return plain.replace("ß", "ss").replace('ø', 'o').replace('ı', 'i').replace('ł', 'l').replace('đ', 'd');
    }
}
