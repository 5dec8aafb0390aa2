package io.parley.channel.email.thread;

import io.parley.channel.Address;
import io.parley.channel.Choice;
import io.parley.channel.Language;
import io.parley.channel.email.mailbox.Place;
import io.parley.channel.email.mailbox.Position;
import io.parley.channel.email.message.Addresses;
import io.parley.channel.email.message.Incoming;
import io.parley.channel.email.sender.AutomaticMail;
import io.parley.channel.email.sender.Sender;
import io.parley.cluster.Pruning;
import io.parley.secrets.Pseudonyms;
import io.parley.secrets.SecretMask;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Mails that came in and went out, as rows. */
public final class MailRows {
    /** The longest time for which the questions of a mail are kept; they are needed only until they are answered. */
    private static final Duration MONTH = Duration.ofDays(30);

    private final JdbcClient jdbc;
    private final Pruning pruning;
    private final Pseudonyms pseudonyms;

    /** The rows in the database. */
    public MailRows(JdbcClient jdbc, Pruning pruning, Pseudonyms pseudonyms) {
        this.jdbc = jdbc;
        this.pruning = pruning;
        this.pseudonyms = pseudonyms;
    }

    /**
     * The parts of a mail that its reply needs.
     *
     * @param senderName how its sender is called, where they are known beyond doubt
     * @param person whose thread it is in; may be empty
     */
    public record Question(String messageId, String referenceIds, String subject, @Nullable String senderName,
            String person) {}

    /**
     * A mail of ours.
     *
     * @param person whose thread it is in; may be empty once that is forgotten
     */
    public record Sent(long delivery, String messageId, String mailbox, String thread, String recipient,
            String answerId,
            String source, String person) {}

    /**
     * The content of a mail of ours to which its links refer.
     *
     * @param language the mail's language
     * @param choices the questions to choose from
     */
    public record Shown(Language language, List<Choice> choices) {}

    /** The position up to which a folder was read. */
    public Optional<Position> position(String mailbox, String folder) {
        return jdbc.sql(
                "select uidvalidity, last_uid, since, compare_to from mail_folder where mailbox = ? and folder = ?")
                .param(mailbox).param(folder).query((row, n) -> new Position(row.getLong(1), row.getLong(2),
                        row.getTimestamp(3).toInstant(), row.getLong(4)))
                .optional();
    }

    /** Notes the position up to which a folder was read. */
    public void setPosition(String mailbox, String folder, Position position) {
        jdbc.sql("""
                insert into mail_folder (mailbox, folder, uidvalidity, last_uid, since, compare_to)
                values (?, ?, ?, ?, ?, ?)
                on conflict (mailbox, folder) do update set uidvalidity = excluded.uidvalidity,
                    last_uid = excluded.last_uid, compare_to = excluded.compare_to""").param(mailbox).param(folder)
                .param(position.uidValidity())
                .param(position.lastUid()).param(Timestamp.from(position.since())).param(position.compareTo()).update();
    }

    /** Writes a mail down; false when that place is written down already. */
    public boolean add(Place place, Incoming mail, String messageId, Envelope envelope, Sender sender, Instant now) {
        AutomaticMail automatic = envelope.automatic();
        String receiver = automatic != null && envelope.address() != null
                ? MailAddress.of(new Address(MailAddress.EMAIL, envelope.address())).recipient()
                : "";
        return jdbc
                .sql("""
                        insert into mail_in (mailbox, folder, uidvalidity, uid, identity, message_id, reference_ids, sender,
                                             sender_name, subject, thread, decision, reason, received_at,
                                             receiver, receiver_domain, sender_check, automatic)
                        values (:mailbox, :folder, :validity, :uid, :identity, :id, :references, :sender, :name, :subject, :thread,
                                :decision, :reason, :now, nullif(:receiver, ''), nullif(:domain, ''), :check, :automatic)
                        on conflict (mailbox, folder, uidvalidity, uid) do nothing""")
                .param("mailbox", place.mailbox())
                .param("folder", place.folder()).param("validity", place.uidValidity()).param("uid", place.uid())
                .param("identity", mail.identity()).param("id", storable(messageId))
                .param("references", storable(String.join(" ", mail.references())))
                .param("sender", Addresses.withoutTag(sender.person()))
                .param("receiver", AnswerLimits.receiver(receiver)).param("domain", AnswerLimits.domain(receiver))
                .param("automatic", automatic == null ? null : automatic.word())
                .param("check", sender.check().name().toLowerCase(Locale.ROOT))
                .param("name", sender.knownName().map(MailRows::storable).map(SecretMask::mask).orElse(null))
                .param("subject", storable(mail.subject())).param("thread", envelope.thread())
                .param("decision", envelope.decision().name().toLowerCase(Locale.ROOT))
                .param("reason", envelope.reason()).param("now", Timestamp.from(now)).update() > 0;
    }

    /** Writes down a mail that could not be read. */
    public void addUnreadable(Place place, String identity, Envelope envelope, Instant now) {
        jdbc.sql(
                """
                        insert into mail_in (mailbox, folder, uidvalidity, uid, identity, message_id, reference_ids, sender, subject,
                                             decision, reason, received_at)
                        values (?, ?, ?, ?, ?, ?, '', '', '', 'quarantined', ?, ?) on conflict do nothing""")
                .param(place.mailbox()).param(place.folder()).param(place.uidValidity()).param(place.uid())
                .param(identity)
                .param("<" + identity + "@unreadable>").param(envelope.reason()).param(Timestamp.from(now)).update();
    }

    /** Whether the mail at this place was read. */
    public boolean knowsPlace(Place place) {
        return exists(jdbc.sql("""
                select 1 from mail_in where mailbox = ? and folder = ? and uidvalidity = ? and uid = ?""")
                .param(place.mailbox()).param(place.folder()).param(place.uidValidity()).param(place.uid()));
    }

    /**
     * A mail of a folder whose UIDs changed lies at another place there now.
     *
     * @return false when the mail is not known to lie in the folder
     */
    public boolean move(String identity, Place place) {
        return jdbc.sql("""
                update mail_in set uidvalidity = :validity, uid = :uid where id = (
                    select min(id) from mail_in where identity = :identity and mailbox = :mailbox
                        and folder = :folder and uidvalidity <> :validity)""").param("validity", place.uidValidity())
                .param("uid", place.uid()).param("identity", identity).param("mailbox", place.mailbox())
                .param("folder", place.folder()).update() > 0;
    }

    /** Whether the same mail came in before, in whatever mailbox. */
    public boolean knowsIdentity(String identity) {
        return exists(jdbc.sql("select 1 from mail_in where identity = ? limit 1").param(identity));
    }

    /** Whether a mail with this Message-ID came in. */
    public boolean knowsMessageId(String messageId) {
        return exists(jdbc.sql("select 1 from mail_in where message_id = ? limit 1").param(storable(messageId)));
    }

    private static boolean exists(JdbcClient.StatementSpec statement) {
        return statement.query(Integer.class).optional().isPresent();
    }

    /** No automatic mail goes out to a mail. */
    void leave(String thread, String messageId) {
        jdbc.sql("update mail_in set automatic = null where message_id = ? and thread = ?").param(storable(messageId))
                .param(thread).update();
    }

    /** The mail that a reply answers; without one, the newest of the thread that may be from its sender. */
    public Optional<Question> question(String thread, @Nullable String messageId) {
        return jdbc.sql("""
                select message_id, reference_ids, subject, sender_name,
                    coalesce((select t.person from mail_thread t where t.thread = mail_in.thread), '')
                from mail_in
                where thread = :thread and decision in ('question', 'rejection', 'kept', 'verdict')
                    and sender_check is distinct from 'failed'
                order by (message_id = :id) is true desc, id desc limit 1""").param("thread", thread)
                .param("id", messageId).query((row, n) -> new Question(row.getString(1), row.getString(2),
                        row.getString(3), row.getString(4), row.getString(5)))
                .optional();
    }

    /** Mails whose mailbox does not show yet that they were taken, in the folder as it is now. */
    public List<Long> toFile(String mailbox, String folder, long uidValidity) {
        return jdbc.sql("""
                select uid from mail_in where mailbox = ? and folder = ? and uidvalidity = ? and not marked
                order by uid limit 1000""").param(mailbox).param(folder).param(uidValidity).query(Long.class).list();
    }

    /** Whether a mail was acted on, rather than left aside, which its mailbox does not show yet. */
    public boolean isToFile(Place place) {
        return exists(jdbc.sql("""
                select 1 from mail_in where mailbox = ? and folder = ? and uidvalidity = ? and uid = ?
                    and not marked and decision not in ('kept', 'not_answered', 'quarantined')""")
                .param(place.mailbox())
                .param(place.folder())
                .param(place.uidValidity()).param(place.uid()));
    }

    /** Notes that mails were moved or marked in their folder. */
    public void markFiled(String mailbox, String folder, long uidValidity, List<Long> uids) {
        jdbc.sql("""
                update mail_in set marked = true
                where mailbox = ? and folder = ? and uidvalidity = ? and uid = any(?)""").param(mailbox).param(folder)
                .param(uidValidity).param(uids.toArray(Long[]::new)).update();
    }

    /** Writes down a mail before it is sent; a further try finds it there. */
    public void addSent(Sent sent, Shown shown, Instant now) {
        jdbc.sql("""
                insert into mail_out (delivery_id, message_id, mailbox, thread, recipient, answer_id, source, language,
                                      choices, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, cast(? as jsonb), ?) on conflict do nothing""")
                .param(sent.delivery).param(sent.messageId).param(sent.mailbox).param(sent.thread)
                .param(sent.recipient).param(sent.answerId).param(sent.source).param(shown.language.tag())
                .param(shown.choices.isEmpty() ? null : JsonMapper.shared().writeValueAsString(shown.choices))
                .param(Timestamp.from(now)).update();
    }

    /** The choices and the language of a mail of ours; no choices and English if it is no longer known. */
    public Shown shown(long delivery) {
        return jdbc.sql("select language, coalesce(choices, '[]') from mail_out where delivery_id = ?").param(delivery)
                .query((row, n) -> new Shown(Language.of(row.getString(1)).orElse(Language.EN),
                        List.of(JsonMapper.shared().readValue(row.getString(2), Choice[].class))))
                .optional().orElse(new Shown(Language.EN, List.of()));
    }

    /** Whether the mail of a delivery was handed in. */
    public boolean wasSubmitted(long delivery) {
        return exists(jdbc.sql("select 1 from mail_out where delivery_id = ? and submitted_at is not null")
                .param(delivery));
    }

    /** The sent mail with this Message-ID. */
    public Optional<Sent> sent(String messageId) {
        return sentWhere("message_id = ?", storable(messageId));
    }

    /** The sent mail of a delivery. */
    public Optional<Sent> sentByDelivery(long delivery) {
        return sentWhere("delivery_id = ?", delivery);
    }

    private Optional<Sent> sentWhere(String condition, Object value) {
        return jdbc.sql("""
                select delivery_id, message_id, mailbox, thread, recipient, answer_id, source,
                    coalesce((select t.person from mail_thread t where t.thread = mail_out.thread), '')
                from mail_out where\s"""
                + condition).param(value).query(MailRows::sentRow).optional();
    }

    private static Sent sentRow(ResultSet row, int n) throws SQLException {
        return new Sent(row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5),
                row.getString(6), row.getString(7), row.getString(8));
    }

    /** Uses a link; false when it was used before. */
    public boolean useLink(String link, Instant now) {
        return jdbc.sql("insert into mail_link_used (link, used_at) values (?, ?) on conflict do nothing").param(link)
                .param(Timestamp.from(now)).update() > 0;
    }

    /** Whether a link was used. */
    public boolean isUsed(String link) {
        return exists(jdbc.sql("select 1 from mail_link_used where link = ?").param(link));
    }

    /** Keeps a mailbox silent towards a person. */
    public void silence(String mailbox, String person, Instant now) {
        jdbc.sql("insert into mail_suppression (mailbox, person, since) values (?, ?, ?) on conflict do nothing")
                .param(mailbox).param(person).param(Timestamp.from(now)).update();
    }

    /** Ends the silence towards a person. */
    public void endSilence(String mailbox, String person) {
        jdbc.sql("delete from mail_suppression where mailbox = ? and person in (?, ?)").param(mailbox).param(person)
                .param(mark(person)).update();
    }

    /** Whether a mailbox is silent towards a person, also if it was so towards somebody of that address who was erased. */
    public boolean isSilenced(String mailbox, String person) {
        return exists(jdbc.sql("select 1 from mail_suppression where mailbox = ? and person in (?, ?)").param(mailbox)
                .param(person).param(mark(person)));
    }

    private String mark(String person) {
        return pseudonyms.mark(MailAddress.EMAIL.value(), person);
    }

    /** Forgets what is older. */
    public void forget(Instant now, Duration keep) {
        Instant before = now.minus(keep);
        pruning.prune("mail_in", "received_at", before);
        pruning.prune("mail_out", "created_at", before);
        pruning.prune("mail_thread", "seen_at", before);
        pruning.prune("mail_link_used", "used_at", before);
        pruning.prune("mail_question", "created_at", now.minus(keep.compareTo(MONTH) < 0 ? keep : MONTH));
    }

    /** Text without what PostgreSQL does not take. */
    private static String storable(String text) {
        return text.replace("\0", "");
    }
}
