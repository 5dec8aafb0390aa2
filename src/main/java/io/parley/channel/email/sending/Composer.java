package io.parley.channel.email.sending;

import io.parley.channel.AnswerSource;
import io.parley.channel.email.mailbox.Connections;
import io.parley.channel.email.mailbox.Mailbox;
import io.parley.channel.email.message.Addresses;
import io.parley.channel.email.message.DeadLinks;
import io.parley.channel.email.message.Subject;
import io.parley.channel.email.sending.MailRenderer.Written;
import io.parley.channel.email.thread.MailAddress;
import io.parley.channel.email.thread.MailDraft;
import io.parley.channel.email.thread.MailQuestions.Section;
import io.parley.channel.email.thread.MailRows.Question;
import io.parley.channel.text.YamlTexts;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a mail of an answer: its two forms, and the headers that keep threads whole and other programs quiet. */
public final class Composer {
    private static final int MOST_REFERENCES = 40;
    private static final int LONGEST_NAME = 60;
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
    private static final String ACADEMIC = "(?:Ph\\.?\\s?D|D\\.?Phil|M\\.?Sc|B\\.?Sc|MBA|LL\\.?[BM]|M\\.?D|Esq|Jr|Sr|CPA)\\.?";
    private static final Pattern DEGREE = Pattern.compile("(?:" + ACADEMIC + "\\s*)+|M\\.?A\\.?|B\\.?A\\.?|R\\.?N\\.?");
    private static final Pattern DEGREES = Pattern.compile("^(?:Ph\\.?D\\.?\\s+)+|(?:\\s+" + ACADEMIC + ")+$");
    private static final Pattern COMPANY = Pattern.compile(
            "(?i)(?:^|\\s)(?:inc|ltd|llc|llp|corp|gmbh|ag|kg|ug|sarl|sas|s\\.a|s\\.l|s\\.r\\.l|srl|s\\.p\\.a|spa|b\\.v|bv|n\\.v|lda|sp\\. z o\\.\\s?o)\\.?$");
    private static final Session SESSION = Connections.offline();

    private final MailRenderer form;
    private final YamlTexts texts;
    private final InstantSource clock;

    /** A composer that writes with these texts. */
    public Composer(MailRenderer form, YamlTexts texts, InstantSource clock) {
        this.form = form;
        this.texts = texts;
        this.clock = clock;
    }

    /** A mail with an id of ours; saving changes gives other mails a new one. */
    private static final class OwnId extends MimeMessage {
        private final String id;

        OwnId(String id) {
            super(SESSION);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }

    /**
     * The mail.
     *
     * @param sections the answers in it, the last one being its own
     * @param question the mail that it answers, if that is known
     * @param replaced the id of the mail in whose place it comes
     */
    MimeMessage compose(List<Section> sections, Mailbox mailbox, MailAddress to, Optional<Question> question,
            String messageId, @Nullable String replaced) throws MessagingException {
        MailDraft letter = sections.getLast().letter();
        String name = question.map(Question::senderName).map(Composer::greetable).orElse("");
        MimeMessage mail = new OwnId(messageId);
        addresses(mail, mailbox, to, letter);
        mail.setSubject(MailRenderer.printable(subject(letter, question, texts.in(letter.spoken()))).replace('\n', ' '),
                "UTF-8");
        mail.setSentDate(Date.from(clock.instant()));
        thread(mail, question);
        automatic(mail, letter);
        if (replaced != null) {
            mail.setHeader("Supersedes", replaced);
        }
        boolean theirs = question.filter(q -> q.person().equals(Addresses.key(to.recipient()))).isPresent();
        mail.setContent(alternatives(form.write(sections, name, theirs, mailbox.displayName())));
        mail.saveChanges();
        return mail;
    }

    private static void addresses(MimeMessage mail, Mailbox mailbox, MailAddress to, MailDraft letter)
            throws MessagingException {
        String agent = letter.agent();
        String name = letter.byPerson() && agent != null && !mailbox.displayName().isEmpty()
                ? MailRenderer.printable(agent).replace('\n', ' ') + " (" + mailbox.displayName() + ")"
                : mailbox.displayName();
        try {
            InternetAddress own = name.isEmpty()
                    ? new InternetAddress(mailbox.address())
                    : new InternetAddress(mailbox.address(), name, "UTF-8");
            mail.setFrom(own);
            mail.setReplyTo(new InternetAddress[]{new InternetAddress(mailbox.address())});
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(to.recipient(), true));
    }

    private static String subject(MailDraft letter, Optional<Question> question, YamlTexts texts) {
        if (letter.subject() != null) {
            return letter.subject();
        }
        String subject = question.map(Question::subject).map(DeadLinks::in).orElse("");
        return subject.isEmpty()
                ? texts.text("no-subject")
                : Subject.isReply(subject) ? subject : "Re: " + subject;
    }

    /** RFC 5322, section 3.6.4; of a long chain the first id and the newest are kept. */
    private static void thread(MimeMessage mail, Optional<Question> question) throws MessagingException {
        if (question.isEmpty()) {
            return;
        }
        String parent = question.get().messageId().replaceFirst("#[0-9a-f]{12}$", "");
        List<String> chain = new ArrayList<>(List.of(question.get().referenceIds().split(" ")));
        chain.removeIf(id -> id.isBlank() || id.equals(parent));
        chain = new ArrayList<>(chain.reversed());
        if (chain.size() >= MOST_REFERENCES) {
            List<String> newest = chain.subList(chain.size() - MOST_REFERENCES + 2, chain.size());
            chain = new ArrayList<>(List.of(chain.getFirst()));
            chain.addAll(newest);
        }
        if (!parent.endsWith("@no-id>")) {
            chain.add(parent);
            mail.setHeader("In-Reply-To", parent);
        }
        if (!chain.isEmpty()) {
            mail.setHeader("References", String.join("\r\n ", chain));
        }
    }

    /** RFC 3834, section 5. A reply that an agent wrote gets no header of an automatic answer. */
    private static void automatic(MimeMessage mail, MailDraft letter) throws MessagingException {
        if (letter.source() != AnswerSource.PERSON) {
            mail.setHeader("Auto-Submitted", letter.inReplyTo() == null ? "auto-generated" : "auto-replied");
            mail.setHeader("X-Auto-Response-Suppress", "All");
        }
    }

    private static MimeMultipart alternatives(Written written) throws MessagingException {
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(written.plain(), StandardCharsets.UTF_8.name(), "plain");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(written.html(), StandardCharsets.UTF_8.name(), "html");
        return new MimeMultipart("alternative", plain, html);
    }

    /** A name to greet by: "Reed, Ann" is Ann Reed, "Dr. Ann Reed, PhD" has no degree behind it; a company's is none. */
    static String greetable(String name) {
        List<String> parts = COMMA.splitAsStream(name.replaceAll("^[\"'\\s]+|[\"'\\s]+$", ""))
                .filter(part -> !DEGREE.matcher(part).matches()).toList();
        if (parts.isEmpty() || parts.size() > 2 || parts.stream().anyMatch(part -> COMPANY.matcher(part).find())) {
            return "";
        }
        String turned = parts.size() == 2 ? parts.get(1) + " " + parts.get(0) : parts.getFirst();
        String bare = DEGREES.matcher(turned).replaceAll("");
        return bare.length() <= LONGEST_NAME && DeadLinks.in(bare).equals(bare)
                && bare.matches("[\\p{L}\\p{M}][\\p{L}\\p{M} .'\u2019-]*") ? bare : "";
    }
}
