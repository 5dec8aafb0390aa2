package io.parley.channel.email;

import io.parley.channel.YamlTexts;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells by its words what a program wrote where no header says so; the words are in {@code channels/email/machine-texts.yaml}.
 * Only a few words are taken for proof: mostly two must come together, and nothing may be asked.
 */
final class MachineText {
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
            .compile("(?<!\\w)(?:[45]\\d\\d[ -]#?[45]\\.\\d{1,3}\\.\\d|55\\d \\p{L})|#[45]\\.\\d\\.\\d");
    private static final int SHORTEST_TOPIC = 8;

    private final Pattern certain;
    private final Pattern noReply;
    private final Pattern noReplyAnd;
    private final Pattern likely;
    private final List<Pair> pairs;
    private final Pattern reports;
    private final Pattern reportsAnd;
    private final Pattern asked;
    private final Pattern notAsked;
    private final Pattern subjectLine;

    /** Two kinds of words that come together in what programs write. */
    private record Pair(String reason, Pattern says, Pattern and) {}

    MachineText(YamlTexts texts) {
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
        this.reportsAnd = words(texts, "report-and");
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
     * Why a text is taken for a program's; empty if it is not.
     *
     * @param subject the mail's subject
     * @param text what is new in the mail, with its signature
     * @param systemName whether the sender calls itself a mail system
     */
    Optional<String> reason(String subject, String text, boolean systemName) {
        String plain = plain(text);
        if (certain.matcher(plain).find() || (noReply.matcher(plain).find() && noReplyAnd.matcher(plain).find())) {
            return Optional.of("it says that a program wrote it");
        }
        return asks(plain, subject) ? Optional.empty() : unasked(plain(subject), plain, systemName);
    }

    private Optional<String> unasked(String subject, String text, boolean systemName) {
        String all = QUOTATION.matcher(subject + "\n" + text).replaceAll(" ");
        if (noReply.matcher(all).find() || likely.matcher(all).find()) {
            return Optional.of("it reads like a program's");
        }
        boolean second = systemName || SMTP_STATUS.matcher(all).find() || reportsAnd.matcher(all).find();
        if (second && reports.matcher(all).find()) {
            return Optional.of("it reads like a delivery report");
        }
        return pairs.stream().filter(pair -> pair.says.matcher(all).find() && pair.and.matcher(all).find()).findFirst()
                .map(Pair::reason);
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
