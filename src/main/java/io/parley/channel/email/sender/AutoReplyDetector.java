package io.parley.channel.email.sender;

import io.parley.channel.email.mailbox.Mailbox;
import io.parley.channel.email.message.Addresses;
import io.parley.channel.email.message.Incoming;
import io.parley.channel.email.message.MailText;
import io.parley.channel.email.message.Part;
import io.parley.channel.text.YamlTexts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Recognises mail that is not answered, with the reason: mail that programs sent, mail to a list or to others, mail
 * marked as spam, and our own. <a href="https://www.rfc-editor.org/rfc/rfc3834">RFC 3834</a> and practice; the words
 * are in {@code channels/email/automatic.yaml}.
 */
public final class AutoReplyDetector {
    private static final Pattern SCL = Pattern.compile("\\bSCL:?\\s*+=?\\s*+([5-9])\\b");
    /** Of envelope senders only these: people's mail that a service carries often has one made for bounces. */
    private static final Pattern SYSTEM_PATH = Pattern.compile("mailer-daemon|postmaster|owner-.+|.+-(request|owner)");
    private static final Pattern AUTORESPONDER = Pattern.compile("(?i)auto-?respon|auto-?repl|vacation");
    /** Tags that programs put before a subject: {@code [#1234]}, {@code (Ticket 12)}. */
    private static final Pattern TAGS = Pattern
            .compile("^(\\[[^\\]]{1,60}\\]|\\([^)]{1,60}\\)|#\\d{1,12}|[:\\s-]){1,6}");
    private static final Set<String> RECEIPTS = Set.of("text/calendar", "message/delivery-status",
            "message/global-delivery-status", "message/disposition-notification",
            "message/global-disposition-notification", "message/feedback-report", "application/ics",
            "application/tlsrpt+gzip", "application/tlsrpt+json");
    /** The rest of a subject whose first words are a label: a colon, or nothing more. */
    private static final Pattern LABEL = Pattern.compile("^[\\p{L}\\p{M}]{0,20}\\s?([:\uff1a].*)?$");

    private final AutoReplyPhrases machineText;
    private final MailText texts;
    private final Set<String> machineHeaders;
    private final Pattern machineSender;
    private final Pattern machineName;
    private final List<String> peoplesFeedbackIds;
    private final List<String> subjects;
    private final List<String> subjectParts;
    private final List<String> reportSubjects;
    private final List<String> receiptSubjects;
    private final List<String> spamSubjects;
    private final List<String> systemNames;

    /** A rule: gives the reason when it holds. */
    private interface Rule extends BiFunction<Incoming, Mailbox, Optional<String>> {}

    /** A detector that reads the text of mails. */
    public AutoReplyDetector(MailText mailText) {
        YamlTexts texts = YamlTexts.of("email/automatic.yaml");
        this.machineText = new AutoReplyPhrases(YamlTexts.of("email/machine-texts.yaml"));
        this.texts = mailText;
        this.machineHeaders = Set.copyOf(texts.list("machine-headers"));
        this.machineSender = senders(texts);
        this.machineName = Pattern.compile("(?<!\\p{L})("
                + lower(texts, "machine-names").stream().map(Pattern::quote).collect(Collectors.joining("|"))
                + ")(?!\\p{L})");
        this.peoplesFeedbackIds = lower(texts, "peoples-feedback-ids");
        this.subjects = lower(texts, "automatic-subjects");
        this.subjectParts = lower(texts, "automatic-subject-parts");
        this.reportSubjects = lower(texts, "report-subjects");
        this.receiptSubjects = lower(texts, "receipt-subjects");
        this.spamSubjects = lower(texts, "spam-subjects");
        this.systemNames = lower(texts, "system-names");
    }

    private static List<String> lower(YamlTexts texts, String key) {
        return texts.list(key).stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
    }

    private static Pattern senders(YamlTexts texts) {
        Stream<String> whole = texts.list("machine-senders").stream()
                .map(name -> name.replaceAll("([^a-z-])", "\\\\$1").replace("-", "[-_.]?") + "([+=].*)?");
        Stream<String> starts = texts.list("machine-sender-starts").stream().map(s -> Pattern.quote(s) + ".*");
        Stream<String> ends = texts.list("machine-sender-ends").stream().map(s -> ".+" + Pattern.quote(s));
        return Pattern.compile(Stream.of(whole, starts, ends).flatMap(s -> s).reduce((a, b) -> a + "|" + b).orElse(""));
    }

    /** Why a mail is not answered; empty if it is. */
    public Optional<String> reason(Incoming mail, List<Part> parts, Mailbox mailbox) {
        return certain(mail, parts, mailbox).or(() -> doubt(mail, parts, mailbox));
    }

    /** Why a mail is a program's beyond doubt, or not for this mailbox, by what stands around its words. */
    public Optional<String> certain(Incoming mail, List<Part> parts, Mailbox mailbox) {
        boolean filledIn = isFilledIn(mail, parts);
        Stream<Rule> rules = isOfFormService(mail, mailbox)
                ? Stream.of(this::ownMail, this::nullSender, this::spam, this::notToUs)
                : Stream.of(this::ownMail, this::nullSender, this::autoSubmitted,
                        (m, box) -> filledIn ? Optional.empty() : machineAddress(m, box), this::precedence,
                        this::suppressed,
                        this::machineHeader, this::spam, this::notToUs);
        return rules.map(rule -> rule.apply(mail, mailbox)).flatMap(Optional::stream).findFirst()
                .or(() -> content(mail, parts))
                .or(() -> report(mail, texts.unquotedIn(parts)));
    }

    /** Why a mail looks like a program's by its words, or by how it was sent, though a person may have written it as well. */
    public Optional<String> doubt(Incoming mail, List<Part> parts, Mailbox mailbox) {
        if (isBulk(mail.header("Feedback-ID")) && !isOwnForm(mail, mailbox) && !isFilledIn(mail, parts)) {
            return because("it has the header Feedback-ID");
        }
        String text = texts.unquotedIn(parts);
        return text.isBlank() && parts.stream().anyMatch(part -> part.type().startsWith("message/rfc822"))
                ? because("it holds another mail and no word of its own")
                : wording(mail, text);
    }

    /** Whether somebody wants to know or have something: in a question, or in words for a wish. */
    public boolean asks(Incoming mail, String text) {
        return machineText.asks(text, mail.subject());
    }

    private Optional<String> ownMail(Incoming mail, Mailbox mailbox) {
        return !isOwnForm(mail, mailbox)
                && Stream.of("From", "Sender", "Reply-To").flatMap(name -> mail.addresses(name).stream())
                        .anyMatch(mailbox::isOwn) ? because("it comes from this mailbox itself") : Optional.empty();
    }

    private Optional<String> nullSender(Incoming mail, Mailbox mailbox) {
        String path = mail.header("Return-Path");
        return mail.has("Return-Path") && path.replaceAll("[<>\\s]", "").isEmpty()
                ? because("its envelope has no sender")
                : Optional.empty();
    }

    private Optional<String> autoSubmitted(Incoming mail, Mailbox mailbox) {
        String value = mail.header("Auto-Submitted").split("[;(\\s]", 2)[0].strip().toLowerCase(Locale.ROOT);
        return value.isEmpty() || value.equals("no")
                ? Optional.empty()
                : because("Auto-Submitted says " + shown(value));
    }

    private Optional<String> machineAddress(Incoming mail, Mailbox mailbox) {
        if (mail.author().isEmpty()) {
            return because("it names no sender");
        }
        if (isOwnForm(mail, mailbox)) {
            return Optional.empty();
        }
        boolean machine = Stream.of("From", "Sender", "Reply-To").flatMap(name -> mail.addresses(name).stream())
                .anyMatch(this::isMachine);
        boolean system = mail.addresses("Return-Path").stream().map(Addresses::local)
                .anyMatch(local -> SYSTEM_PATH.matcher(local).matches());
        String name = mail.authorName().orElse("").toLowerCase(Locale.ROOT);
        return machine || system || machineName.matcher(name).find()
                ? because("its sender is no person")
                : Optional.empty();
    }

    private boolean isMachine(String address) {
        return machineSender.matcher(Addresses.local(address)).matches();
    }

    /**
     * Whether the mail comes from a form of our own site, which forwards a person's words under an address of its own.
     */
    private boolean isOwnForm(Incoming mail, Mailbox mailbox) {
        return Sender.isOwnForm(mail, mailbox) && mail.addresses("Reply-To").stream().noneMatch(this::isMachine);
    }

    /** Whether a form service forwards what a visitor wrote; its mails say of themselves that a program sent them. */
    private boolean isOfFormService(Incoming mail, Mailbox mailbox) {
        return isOwnForm(mail, mailbox) && mail.author().filter(mailbox::isFormSender).isPresent();
    }

    /** Whether a mail holds the fields of a form, among them the address to which the answer is to go. */
    public boolean isFilledIn(Incoming mail, List<Part> parts) {
        List<String> replyTo = mail.addresses("Reply-To");
        String author = mail.author().map(Addresses::key).orElse("");
        return replyTo.size() == 1 && !author.isEmpty() && !isMachine(replyTo.getFirst())
                && !author.equals(Addresses.key(replyTo.getFirst())) && texts.isFormOf(replyTo.getFirst(), parts);
    }

    private Optional<String> precedence(Incoming mail, Mailbox mailbox) {
        String value = (mail.header("Precedence") + " " + mail.header("X-Precedence")).strip()
                .toLowerCase(Locale.ROOT);
        return Stream.of("bulk", "junk", "list", "auto_reply", "auto-reply").anyMatch(value::contains)
                ? because("Precedence says " + shown(value))
                : Optional.empty();
    }

    /** A mail that asks not to be answered automatically (MS-OXCMAIL 2.2.3.2.14); {@code DR}, {@code OOF} are other wishes. */
    private Optional<String> suppressed(Incoming mail, Mailbox mailbox) {
        return Stream.of(mail.header("X-Auto-Response-Suppress").toLowerCase(Locale.ROOT).split("[,;\\s]+"))
                .anyMatch(wish -> wish.equals("all") || wish.equals("autoreply"))
                        ? because("it asks for no automatic answer")
                        : Optional.empty();
    }

    private Optional<String> machineHeader(Incoming mail, Mailbox mailbox) {
        boolean autoresponder = mail.headers("Delivered-To").stream().anyMatch("Autoresponder"::equalsIgnoreCase)
                || AUTORESPONDER.matcher(mail.header("X-Mailer")).find();
        return mail.headerNames().stream().filter(machineHeaders::contains).sorted().findFirst()
                .map(name -> "it has the header " + name)
                .or(() -> autoresponder ? because("an autoresponder sent it") : Optional.empty());
    }

    private boolean isBulk(String feedbackId) {
        return !feedbackId.isEmpty()
                && peoplesFeedbackIds.stream().noneMatch(feedbackId.toLowerCase(Locale.ROOT)::endsWith);
    }

    private Optional<String> wording(Incoming mail, String text) {
        String subject = untagged(mail);
        boolean reply = !mail.references().isEmpty();
        boolean plainAuto = subject.startsWith("auto:") && !reply && !subject.startsWith("auto: re");
        Optional<String> start = subjects.stream().filter(words -> !(plainAuto && words.equals("auto:")))
                .filter(subject::startsWith).findFirst();
        boolean label = start.filter(words -> isLabel(words, subject)).isPresent()
                || subjectParts.stream().anyMatch(mail.subject().toLowerCase(Locale.ROOT)::contains);
        if (label || (start.isPresent() && !machineText.asks(text, mail.subject()))) {
            return because("its subject is that of an automatic reply");
        }
        if (isReportSubject(mail) && !machineText.asks(text, mail.subject())) {
            return because("its subject is that of a delivery report");
        }
        if (reply && receiptSubjects.stream().anyMatch(subject::startsWith)) {
            return because("its subject is that of a receipt");
        }
        return machineText.reason(mail.subject(), text);
    }

    /** A delivery report of a mail system that calls itself one. */
    private Optional<String> report(Incoming mail, String text) {
        return hasSystemName(mail) && (isReportSubject(mail) || machineText.reports(mail.subject(), text))
                ? because("it is a delivery report")
                : Optional.empty();
    }

    private boolean isReportSubject(Incoming mail) {
        String subject = untagged(mail);
        return reportSubjects.stream().anyMatch(subject::startsWith);
    }

    private static String untagged(Incoming mail) {
        return TAGS.matcher(mail.subject().toLowerCase(Locale.ROOT)).replaceFirst("");
    }

    private static boolean isLabel(String words, String subject) {
        return words.endsWith(":") || LABEL.matcher(subject.substring(words.length())).matches();
    }

    /** Whether the sender calls itself a mail system. */
    private boolean hasSystemName(Incoming mail) {
        String from = mail.header("From").toLowerCase(Locale.ROOT);
        return systemNames.stream().anyMatch(from::contains);
    }

    private Optional<String> spam(Incoming mail, Mailbox mailbox) {
        boolean flagged = mail.header("X-Spam-Flag").equalsIgnoreCase("yes")
                || mail.header("X-Spam").equalsIgnoreCase("yes")
                || mail.header("X-Spam-Status").toLowerCase(Locale.ROOT).startsWith("yes")
                || SCL.matcher(mail.header("X-MS-Exchange-Organization-SCL").isEmpty()
                        ? mail.header("X-Forefront-Antispam-Report")
                        : "SCL=" + mail.header("X-MS-Exchange-Organization-SCL")).find()
                || spamSubjects.stream().anyMatch(mail.subject().toLowerCase(Locale.ROOT)::startsWith);
        return flagged ? because("it is marked as spam") : Optional.empty();
    }

    private Optional<String> notToUs(Incoming mail, Mailbox mailbox) {
        return Stream.of("To", "Cc", "Resent-To", "Resent-Cc").flatMap(name -> mail.addresses(name).stream())
                .anyMatch(mailbox::isOwn) ? Optional.empty() : because("it is not addressed to this mailbox");
    }

    private static Optional<String> content(Incoming mail, List<Part> parts) {
        if (mail.contentType().equals("multipart/report")) {
            return because("it is a report");
        }
        if (mail.header("Content-Class").toLowerCase(Locale.ROOT).contains("calendarmessage")) {
            return because("it is a calendar mail");
        }
        return parts.stream().filter(part -> !part.isAttachment() && RECEIPTS.contains(part.type())).findFirst()
                .map(part -> part.type().equals("text/calendar") || part.type().equals("application/ics")
                        ? "it is a calendar mail"
                        : "it is a report");
    }

    private static Optional<String> because(String reason) {
        return Optional.of(reason);
    }

    private static String shown(String value) {
        String word = value.replaceAll("[^a-z0-9_ -]", "");
        return word.length() <= 30 ? word : word.substring(0, 30);
    }
}
