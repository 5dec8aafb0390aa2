package io.parley.channel.email.sender;

import io.parley.channel.text.YamlTexts;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells by its words what a program wrote where no header says so; the words are in {@code channels/email/machine-texts.yaml}.
 * That is never proof: people cite machines, and speak like them. Mostly two signs must come together, and nothing may be asked.
 */
final class AutoReplyPhrases {
    private static final int LONGEST = 6_000;
    private static final Pattern CASE_AND_BLANKS = Pattern.compile("[ \t\u00a0]+");
    /** A line that goes on in lower case belongs to the one before. */
    private static final Pattern WRAPPED = Pattern.compile(" ?\n ?(?=\\p{Ll})");
    private static final Pattern QUOTATION = Pattern
            .compile(
                    "\"[^\"\n]{1,300}\"|\u201c[^\u201d\n]{1,300}\u201d|\u201e[^\u201c\n]{1,300}\u201c|\u00ab[^\u00bb\n]{1,300}\u00bb");
    private static final Pattern LINK = Pattern.compile("https?://\\S+");
    private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?\u3002\uff1f\uff01\u061f\n])");
    private static final Pattern QUESTION_MARK = Pattern.compile("[?\uff1f\u061f]|\u304b\u3002");
    private static final Pattern REPLY = Pattern.compile("^(\\p{L}{1,6}\\s?[:\uff1a]\\s*)+");
    private static final Pattern SMTP_STATUS = Pattern
            .compile("(?<!\\w)(?:[45]\\d\\d[ -]#?[45]\\.\\d{1,3}\\.\\d|55\\d (?:- )?\\p{L})|#[45]\\.\\d\\.\\d");
    private static final int SHORTEST_TOPIC = 8;
    /** The introduction of other people's words: a colon behind more words than a label has. */
    private static final Pattern CITING = Pattern.compile("(?U)\\w+[ ,]+\\w+[ ,]+\\w[^.!?\n:]*:\\s*$");
    private static final int LONGEST_CITING = 120;
    private static final int LONGEST_GREETING = 40;

    private final Pattern certain;
    private final Pattern noReply;
    private final Pattern noReplyAnd;
    private final Pattern likely;
    private final List<Pair> pairs;
    private final Pattern reports;
    private final Pattern asked;
    private final Pattern notAsked;
    private final Pattern subjectLine;

    /** Two kinds of words that come together in what programs write. */
    private record Pair(String reason, Pattern says, Pattern and) {}

    AutoReplyPhrases(YamlTexts texts) {
        this.certain = Pattern
                .compile("(?iu)(?<=^|[\n.!?:;|*(\u203b\u3002\uff01\uff1f>#-] ?)(" + any(texts, "certain") + ")");
        this.noReply = words(texts, "no-reply");
        this.noReplyAnd = words(texts, "no-reply-and");
        this.likely = words(texts, "likely");
        this.pairs = List.of(
                new Pair("it says that somebody is away", words(texts, "absence"), words(texts, "absence-and")),
                new Pair("it says that something was received", words(texts, "acknowledgement"),
                        words(texts, "acknowledgement-and")));
        this.reports = words(texts, "report");
        this.asked = words(texts, "asked");
        this.notAsked = words(texts, "not-asked");
        this.subjectLine = Pattern.compile("(?iumU)^[ *>_-]*(" + any(texts, "subject-labels") + ")\\s*[:\uff1a].*$");
    }

    private static Pattern words(YamlTexts texts, String key) {
        return Pattern.compile("(?iu)" + any(texts, key));
    }

    /** Each star of a phrase stands for anything within a line. */
    private static String any(YamlTexts texts, String key) {
        return texts.list(key).stream().map(
                phrase -> Stream.of(phrase.split("\\*", 3)).map(Pattern::quote)
                        .collect(Collectors.joining("[^\n]{0,80}?")))
                .collect(Collectors.joining("|"));
    }

    /**
     * Why a text looks like a program's; empty if it does not.
     *
     * @param subject the mail's subject
     * @param text what is new in the mail, with its signature
     */
    Optional<String> reason(String subject, String text) {
        String plain = plain(text);
        if (isSaid(certain, plain, subject) || (isSaid(noReply, plain, subject) && noReplyAnd.matcher(plain).find())) {
            return Optional.of("it says that a program wrote it");
        }
        return asks(plain, subject) ? Optional.empty() : unasked(own(plain(subject), plain));
    }

    /** Whether a text reports that a mail was not delivered, and asks nothing. */
    boolean reports(String subject, String text) {
        String plain = plain(text);
        return !asks(plain, subject) && reports.matcher(own(plain(subject), plain)).find();
    }

    private Optional<String> unasked(String all) {
        if (noReply.matcher(all).find() || likely.matcher(all).find()) {
            return Optional.of("it reads like a program's");
        }
        if (SMTP_STATUS.matcher(all).find() && reports.matcher(all).find()) {
            return Optional.of("it reads like a delivery report");
        }
        return pairs.stream().filter(pair -> pair.says.matcher(all).find() && pair.and.matcher(all).find()).findFirst()
                .map(Pair::reason);
    }

    /** The subject and the text without what they cite. */
    private static String own(String subject, String text) {
        return QUOTATION.matcher(subject + "\n" + text).replaceAll(" ");
    }

    /**
     * Whether a text says of itself what a pattern says: in its first or last paragraph, not as something that its writer
     * cites, and without a question behind it.
     */
    private boolean isSaid(Pattern pattern, String text, String subject) {
        String own = QUOTATION.matcher(text.strip()).replaceAll(" ");
        int first = endOfFirst(own);
        int last = own.lastIndexOf("\n\n");
        return pattern.matcher(own).results().anyMatch(found -> (found.start() <= first || found.start() > last)
                && !CITING.matcher(own.substring(Math.max(0, found.start() - LONGEST_CITING), found.start())).find()
                && !asks(own.substring(found.end()), subject));
    }

    /** Where the first paragraph ends that is more than a greeting. */
    private static int endOfFirst(String text) {
        int end = text.indexOf("\n\n");
        while (end >= 0 && end <= LONGEST_GREETING) {
            end = text.indexOf("\n\n", end + 1);
        }
        return end < 0 ? text.length() : end;
    }

    /** Whether somebody wants to know or have something: in a question, or in words for a wish. */
    boolean asks(String text, String subject) {
        String own = QUOTATION.matcher(LINK.matcher(plain(text)).replaceAll(" ")).replaceAll(" ");
        String topic = REPLY.matcher(plain(subject)).replaceFirst("").strip();
        String body = subjectLine.matcher(topic.length() < SHORTEST_TOPIC ? own : own.replace(topic, " "))
                .replaceAll("");
        return asked.matcher(body).find() || Stream.of(SENTENCE.split(body))
                .anyMatch(sentence -> QUESTION_MARK.matcher(sentence).find() && !notAsked.matcher(sentence).find());
    }

    private static String plain(String text) {
        String bounded = text.length() <= 2 * LONGEST
                ? text
                : text.substring(0, LONGEST) + "\n" + text.substring(text.length() - LONGEST);
        String even = CASE_AND_BLANKS.matcher(bounded.replace("\r\n", "\n").replace('\u2019', '\'')).replaceAll(" ");
        return WRAPPED.matcher(even).replaceAll(" ");
    }
}
