package io.parley.answering.model;

import io.parley.answering.words.Words;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds unsupported claims in an answer: addresses, numbers and names that neither the entries nor the conversation
 * contain. So nothing can be sent that belongs to another customer, or that a model made up and a customer would act
 * on.
 */
final class UnsupportedClaims {

    private static final Pattern ADDRESS = Pattern.compile(
            // any scheme
            "(?i:\\b[a-z][a-z0-9+.-]*://\\S+)" + "|(?i:\\b(?:javascript|vbscript|data|mailto|tel|sms|file|tg):\\S+)"
            // an email address
                    + "|[^\\s@<>()\\[\\],;:\"]+@[^\\s@<>()\\[\\],;:\"]+"
                    // a bare host
                    + "|(?<![\\p{L}\\p{N}@])(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?\\.)+\\p{L}{2,24}\\b(?:[/?#]\\S*)?"
                    // two slashes and a host
                    + "|(?<![:/])//\\S+"
                    // a handle
                    + "|(?<![\\p{L}\\p{N}])@\\w{3,}");
    /** A host whose full stop is spelled, bracketed or set apart. */
    private static final Pattern DISGUISED = Pattern
            .compile("(?iU)[\\p{L}\\p{N}-]+(?:\\s+\\.\\s*|\\s*[\\[({]\\s*(?:\\.|dot|punkt)\\s*[\\])}]\\s*"
                    + "|\\s+(?:dot|punkt|point|punto|ponto)\\s+)\\p{L}{2,24}\\b");
    private static final Pattern FILE_NAME = Pattern.compile("[\\p{L}\\p{N}_-]+\\.(?:pdf|jpg|jpeg|png)");
    private static final Pattern TRAILING = Pattern.compile("[.,;:!?)\\]'\"»”’]+$");

    /** Seven figures or more. */
    static final Pattern PHONE = Pattern.compile("\\+?(?:\\p{Nd}[ ()/.-]{0,2}){6,}\\p{Nd}");
    private static final Pattern NO_DIGIT = Pattern.compile("\\P{Nd}+");

    private static final String NAME = "(\\p{Lu}[\\p{L}'’-]+)";
    private static final Pattern TITLED = Pattern.compile(
            "\\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herrn?|Frau|Mme|Monsieur|Madame|Señora?|Sra?|Sig|Signora?)\\.?\\s+" + NAME);
    private static final Pattern GREETED = Pattern
            .compile("(?m)(?:^|[.!?]\\s+)(?i:dear|hi|hello|hey|hallo|liebe[rs]?|guten tag|bonjour|hola|ciao|beste)"
                    + "[ ,]+(?:\\p{Lu}\\p{L}+\\.? )?" + NAME + "(?=[ ,!.:–-])");

    private UnsupportedClaims() {}

    static Optional<AnswerCheck.Problem> check(String text, Source source) {
        if (holdsUnknownAddress(text, source.text().toLowerCase(Locale.ROOT))) {
            return Optional.of(AnswerCheck.Problem.UNKNOWN_ADDRESS);
        }
        if (holdsUnknownPhone(text, source.text())) {
            return Optional.of(AnswerCheck.Problem.UNKNOWN_NUMBER);
        }
        return isUnknown(TITLED.matcher(text), source) || isUnknown(GREETED.matcher(text), source)
                ? Optional.of(AnswerCheck.Problem.UNKNOWN_NAME)
                : Optional.empty();
    }

    /**
     * Whether the text contains an address that is known neither from the entries nor from the site's links; one that
     * the customer wrote may be a trap.
     */
    private static boolean holdsUnknownAddress(String text, String known) {
        return Stream.of(ADDRESS, DISGUISED).flatMap(pattern -> pattern.matcher(text).results()).map(MatchResult::group)
                .map(address -> TRAILING.matcher(address.strip()).replaceAll(""))
                .anyMatch(address -> !FILE_NAME.matcher(address).matches()
                        && !stands(address.toLowerCase(Locale.ROOT), known));
    }

    private static boolean stands(String address, String known) {
        return Pattern.compile("(?<![\\p{L}\\p{N}_-])" + Pattern.quote(address) + "(?![\\p{L}\\p{N}_@-]|\\.\\p{L})")
                .matcher(known).find();
    }

    private static boolean holdsUnknownPhone(String text, String known) {
        List<String> phones = PHONE.matcher(known).results().map(phone -> digits(phone.group())).toList();
        return PHONE.matcher(text).results().map(phone -> digits(phone.group()))
                .anyMatch(phone -> phones.stream().noneMatch(other -> other.contains(phone)));
    }

    private static String digits(String phone) {
        return NO_DIGIT.matcher(phone).replaceAll("");
    }

    private static boolean isUnknown(Matcher names, Source source) {
        return names.results().anyMatch(name -> !source.words().containsAll(Words.of(name.group(1))));
    }
}
