package io.parley.answering;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds in an answer what comes from nowhere: addresses, numbers and names that neither the entries nor the conversation
 * hold. So nothing can be sent that belongs to another customer, or that a model made up and a customer would act on.
 */
final class Provenance {

    private static final Pattern ADDRESS = Pattern.compile(
            // any scheme
            "(?i:\\b[a-z][a-z0-9+.-]*://\\S+)" + "|(?i:\\b(?:javascript|vbscript|data|mailto|tel|sms|file|tg):\\S+)"
            // an email address
                    + "|[^\\s@<>()\\[\\],;:\"]+@[^\\s@<>()\\[\\],;:\"]+"
                    // a bare host
                    + "|(?<![\\p{L}\\p{N}@._-])(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?\\.)+\\p{Ll}{2,24}\\b(?:/\\S*)?"
                    // a handle
                    + "|(?<![\\p{L}\\p{N}])@\\w{3,}");
    private static final Pattern FILE_NAME = Pattern.compile("[\\p{L}\\p{N}_-]+\\.(?:pdf|jpg|jpeg|png)");
    private static final Pattern TRAILING = Pattern.compile("[.,;:!?)\\]'\"»”’]+$");

    private static final Pattern PHONE = Pattern.compile("\\+?\\p{Nd}[\\p{Nd} ()/.-]{5,}\\p{Nd}");
    private static final Pattern DIGITS = Pattern.compile("\\p{Nd}+");
    private static final Pattern MONEY = Pattern.compile("[£$€¥]\\s?(\\p{Nd}+)"
            + "|(\\p{Nd}+)\\s?(?:[£$€¥%]|(?i:percent|prozent|pounds?|pfund|euros?|dollars?|gbp|eur|usd)\\b)");
    private static final Pattern LIST_MARK = Pattern.compile("(?m)^\\s*\\p{Nd}{1,2}[.)]\\s");
    private static final Pattern GROUPED = Pattern.compile("(?<=\\p{Nd})[,.](?=\\p{Nd}{3}\\b)");
    private static final Pattern AFTERNOON = Pattern.compile("(?i)(\\d{1,2})(?:[:.]\\d\\d)?\\s?p\\.?m\\b");
    private static final int HALF_DAY = 12;

    private static final String NAME = "(\\p{Lu}[\\p{L}'’-]+)";
    private static final Pattern TITLED = Pattern.compile(
            "\\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herrn?|Frau|Mme|Monsieur|Madame|Señora?|Sra?|Sig|Signora?)\\.?\\s+" + NAME);
    private static final Pattern GREETED = Pattern
            .compile("(?m)(?:^|[.!?]\\s+)(?i:dear|hi|hello|hey|hallo|liebe[rs]?|guten tag|bonjour|hola|ciao|beste)"
                    + "[ ,]+(?:\\p{Lu}\\p{L}+\\.? )?" + NAME + "(?=[ ,!.:–-])");
    private static final Set<String> NOBODY = Set.of("customer", "customers", "sir", "madam", "kunde", "kundin",
            "client", "cliente", "klant", "there", "all", "everyone");
    private static final Pattern CAPITALISED = Pattern.compile("(?<![.!?:]\\s|[.!?:]\\s[\"“„(]|^|\\n|[\"“„(•-] ?)"
            + "(?<=[\\p{Ll},;] )(\\p{Lu}\\p{Ll}[\\p{L}'’-]*)");
    private static final Pattern PAIR = Pattern
            .compile("(?<![\\p{L}])(\\p{Lu}\\p{Ll}[\\p{L}'’-]*) (\\p{Lu}\\p{Ll}[\\p{L}'’-]*)");
    private static final Set<String> CALENDAR = Arrays
            .stream(("monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays "
                    + "fridays saturdays sundays january february march april may june july august september october "
                    + "november december christmas easter english").split(" "))
            .collect(Collectors.toUnmodifiableSet());

    private Provenance() {}

    static Optional<AnswerCheck.Problem> check(String text, Evidence evidence) {
        if (holdsUnknownAddress(text, evidence)) {
            return Optional.of(AnswerCheck.Problem.UNKNOWN_ADDRESS);
        }
        if (holdsUnknownNumber(text, evidence)) {
            return Optional.of(AnswerCheck.Problem.UNKNOWN_NUMBER);
        }
        return holdsUnknownName(text, evidence) ? Optional.of(AnswerCheck.Problem.UNKNOWN_NAME) : Optional.empty();
    }

    /** Only the entries and the site vouch for an address: one that the customer wrote may be somebody's trap. */
    private static boolean holdsUnknownAddress(String text, Evidence evidence) {
        String known = evidence.published().toLowerCase(Locale.ROOT);
        return ADDRESS.matcher(text).results().map(MatchResult::group)
                .map(address -> TRAILING.matcher(address).replaceAll(""))
                .anyMatch(address -> !FILE_NAME.matcher(address).matches()
                        && !stands(address.toLowerCase(Locale.ROOT), known));
    }

    private static boolean stands(String address, String known) {
        return Pattern.compile("(?<![\\p{L}\\p{N}_-])" + Pattern.quote(address) + "(?![\\p{L}\\p{N}_@-]|\\.\\p{L})")
                .matcher(known).find();
    }

    private static boolean holdsUnknownNumber(String text, Evidence evidence) {
        String plain = LIST_MARK.matcher(text).replaceAll("");
        Set<String> published = numbers(evidence.published());
        Set<String> known = new HashSet<>(published);
        known.addAll(numbers(evidence.conversation()));
        boolean promise = MONEY.matcher(plain).results()
                .anyMatch(sum -> !published.contains(ascii(sum.group(1) == null ? sum.group(2) : sum.group(1))));
        return promise || !known.containsAll(runs(plain)) || holdsUnknownPhone(plain, evidence);
    }

    private static boolean holdsUnknownPhone(String text, Evidence evidence) {
        Set<String> known = PHONE.matcher(evidence.everything()).results().map(phone -> onlyDigits(phone.group()))
                .collect(Collectors.toSet());
        return PHONE.matcher(text).results().map(phone -> onlyDigits(phone.group())).filter(phone -> phone.length() > 6)
                .anyMatch(phone -> known.stream().noneMatch(other -> other.contains(phone)));
    }

    private static Set<String> numbers(String text) {
        Set<String> numbers = runs(text);
        numbers.addAll(runs(GROUPED.matcher(text).replaceAll("")));
        AFTERNOON.matcher(text).results()
                .forEach(time -> numbers.add(String.valueOf(Integer.parseInt(time.group(1)) + HALF_DAY)));
        numbers.add("00");
        return numbers;
    }

    private static Set<String> runs(String text) {
        return DIGITS.matcher(text).results().map(run -> ascii(run.group()))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static String onlyDigits(String phone) {
        return String.join("", DIGITS.matcher(phone).results().map(run -> ascii(run.group())).toList());
    }

    private static String ascii(String digits) {
        return Normalizer.normalize(digits, Normalizer.Form.NFKC).codePoints().map(Character::getNumericValue)
                .mapToObj(String::valueOf).collect(Collectors.joining());
    }

    private static boolean holdsUnknownName(String text, Evidence evidence) {
        Set<String> known = new HashSet<>(Words.of(evidence.everything()));
        known.addAll(CALENDAR);
        Matcher addressed = TITLED.matcher(text);
        Matcher greeted = GREETED.matcher(text);
        if (anyUnknown(addressed, known) || anyUnknown(greeted, known)) {
            return true;
        }
        return Grounding.sameLanguage(text, evidence) && !capitalisesNouns(evidence)
                && (anyUnknown(CAPITALISED.matcher(text), known) || holdsUnknownPair(text, known));
    }

    /** Two capitalised words that nobody knows, at the start of a sentence too. */
    private static boolean holdsUnknownPair(String text, Set<String> known) {
        Matcher pair = PAIR.matcher(text);
        boolean found = false;
        for (int from = 0; !found && pair.find(from); from = pair.start(2)) {
            found = isUnknown(pair.group(1), known) && isUnknown(pair.group(2), known);
        }
        return found;
    }

    private static boolean anyUnknown(Matcher names, Set<String> known) {
        return names.results().anyMatch(name -> isUnknown(name.group(1), known));
    }

    private static boolean isUnknown(String name, Set<String> known) {
        return Words.of(name).stream().anyMatch(
                word -> !known.contains(word) && !NOBODY.contains(word) && !known.contains(withoutEnding(word)));
    }

    private static String withoutEnding(String word) {
        return word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
    }

    /** German writes every noun like a name: there, capitals tell nothing. */
    private static boolean capitalisesNouns(Evidence evidence) {
        return evidence.entries().stream().anyMatch(entry -> entry.language().startsWith("de"));
    }
}
