package io.parley.channel.email.thread;

import io.parley.channel.AnswerSource;
import io.parley.channel.email.mailbox.Mailbox;
import io.parley.channel.email.message.Addresses;
import io.parley.channel.email.message.Incoming;
import io.parley.channel.email.message.Subject;
import io.parley.channel.email.sender.Sender;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the thread of a mail: by the mails that it names, by the thread's name in our ids or in the address that it was
 * sent to, and by the subject of a reply. A thread belongs to one person; another person who writes into it gets a
 * thread of their own, and so does another topic in a thread in which an agent has finished.
 */
public final class MailThreads {
    private static final Duration SUBJECT_COUNTS = Duration.ofDays(14);
    private static final Pattern TAG = Pattern.compile("\\+([0-9a-f]{20})@");

    private final JdbcClient jdbc;

    /** The threads in the database. */
    public MailThreads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A thread.
     *
     * @param recipient where answers in it go
     */
    public record Known(String thread, String recipient) {}

    /**
     * The known thread that a mail belongs to. Empty for a mail whose sender check does not allow it to join a thread,
     * for one that wants its answer elsewhere, unless the thread began so, and for one with another subject when an
     * agent has finished in the thread.
     */
    public Optional<Known> find(Incoming mail, Mailbox mailbox, Sender sender, Instant now) {
        return sender.check().mayJoin()
                ? candidate(mail, mailbox, sender.person(), now).map(this::known)
                        .filter(known -> isAnswered(known, sender))
                        .filter(known -> !(isOtherTopic(mail, known.thread()) && isDone(known.thread())))
                : Optional.empty();
    }

    /**
     * The thread with an open ticket to which a mail belongs by the mails that it names alone, whatever is known of its
     * sender: for agents to see, not to be believed.
     */
    public Optional<Known> withTicket(Incoming mail, Mailbox mailbox, String person) {
        return mail.references().stream().map(id -> byReference(mailbox, person, id)).flatMap(Optional::stream)
                .filter(this::hasTicket).findFirst().map(this::known);
    }

    private Known known(String thread) {
        return jdbc.sql("select thread, coalesce(recipient, person) from mail_thread where thread = ?").param(thread)
                .query((row, n) -> new Known(row.getString(1), row.getString(2))).single();
    }

    /** Whether answers in a thread go to the person, or to where they want them now as then. */
    private static boolean isAnswered(Known thread, Sender sender) {
        String recipient = Addresses.key(thread.recipient());
        return recipient.equals(sender.person()) || recipient.equals(Addresses.key(sender.answerTo()));
    }

    private Optional<String> candidate(Incoming mail, Mailbox mailbox, String person, Instant now) {
        List<String> references = mail.references();
        return references.stream().map(id -> byReference(mailbox, person, id)).flatMap(Optional::stream).findFirst()
                .or(() -> named(mail, references).map(thread -> byName(mailbox, person, thread))
                        .flatMap(Optional::stream).findFirst())
                .or(() -> bySubject(mail, mailbox, person, now));
    }

    /** A name for the thread that begins with a mail. */
    public static String nameFor(Incoming mail, Mailbox mailbox, String person) {
        return Incoming.hash(mailbox.name() + "\n" + person + "\n" + mail.identity()).substring(0, 20);
    }

    /** A name for the thread of what the team is told about something. */
    public static String nameFor(String mailbox, String about) {
        return Incoming.hash(mailbox + "\nteam\n" + about).substring(0, 20);
    }

    /** Writes down that a person wrote in a thread. Where its answers go is decided by the first mail. */
    public void seen(MailAddress at, String person, String subject, Instant now) {
        jdbc.sql("""
                insert into mail_thread (thread, mailbox, person, subject_key, recipient, seen_at)
                values (?, ?, ?, ?, ?, ?)
                on conflict (thread) do update set seen_at = excluded.seen_at""").param(at.thread())
                .param(at.mailbox()).param(person).param(Subject.key(subject)).param(at.recipient())
                .param(Timestamp.from(now)).update();
    }

    private boolean isOtherTopic(Incoming mail, String thread) {
        return jdbc.sql("select 1 from mail_thread where thread = ? and subject_key <> ?").param(thread)
                .param(Subject.key(mail.subject())).query(Integer.class).optional().isPresent();
    }

    /** Whether a person answered and is done: of our mails there, the last is the bot's word that it is back. */
    private boolean isDone(String thread) {
        List<String> sources = jdbc
                .sql("select source from mail_out where thread = ? order by delivery_id desc limit 2")
                .param(thread).query(String.class).list();
        return sources.equals(List.of(AnswerSource.NOTICE.word(), AnswerSource.PERSON.word()));
    }

    /** Whether a person of ours has the conversation of a thread. */
    public boolean isWithPerson(String thread) {
        return isIn(thread, List.of("with_agent"));
    }

    /** Whether a person of ours has the conversation of a thread, or is asked for there. */
    public boolean hasTicket(String thread) {
        return isIn(thread, List.of("waiting", "with_agent"));
    }

    private boolean isIn(String thread, List<String> states) {
        return jdbc.sql("""
                select 1 from conversation
                where channel = 'email' and thread = :thread and state <> 'closed' and state in (:states)""")
                .param("thread", thread).param("states", states).query(Integer.class).optional().isPresent();
    }

    private Optional<String> byReference(Mailbox mailbox, String person, String id) {
        return jdbc.sql("""
                select t.thread from mail_thread t where t.mailbox = :mailbox and t.person = :person
                    and (t.thread in (select o.thread from mail_out o where o.message_id = :id)
                      or t.thread in (select i.thread from mail_in i where i.message_id = :id))
                order by t.seen_at desc limit 1""").param("mailbox", mailbox.name()).param("person", person)
                .param("id", id.replace("\0", "")).query(String.class).optional();
    }

    private static Stream<String> named(Incoming mail, List<String> references) {
        Stream<String> ids = references.stream().map(OutgoingId.PATTERN::matcher).filter(Matcher::matches)
                .map(matcher -> matcher.group(2));
        Stream<String> tags = Stream.of("To", "Cc", "Delivered-To", "X-Original-To")
                .flatMap(name -> mail.headers(name).stream()).flatMap(value -> TAG.matcher(value).results())
                .map(found -> found.group(1));
        return Stream.concat(ids, tags);
    }

    private Optional<String> byName(Mailbox mailbox, String person, String thread) {
        return jdbc.sql("select thread from mail_thread where thread = ? and mailbox = ? and person = ?").param(thread)
                .param(mailbox.name()).param(person).query(String.class).optional();
    }

    private Optional<String> bySubject(Incoming mail, Mailbox mailbox, String person, Instant now) {
        String subject = mail.subject();
        String key = Subject.key(subject);
        if (key.isEmpty() || !Subject.isReply(subject)) {
            return Optional.empty();
        }
        return jdbc.sql("""
                select thread from mail_thread where mailbox = ? and person = ? and subject_key = ? and seen_at > ?
                order by seen_at desc limit 1""").param(mailbox.name()).param(person).param(key)
                .param(Timestamp.from(now.minus(SUBJECT_COUNTS))).query(String.class).optional();
    }
}
