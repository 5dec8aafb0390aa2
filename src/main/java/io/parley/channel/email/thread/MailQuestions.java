package io.parley.channel.email.thread;

import io.parley.secrets.SecretMask;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The questions of mails that ask several. Each is answered on its own; all answers but the last wait here until that one is
 * sent, or any other mail in the thread, and go out with it.
 */
public final class MailQuestions {
    private static final Pattern PLACE = Pattern.compile("(?s)^(.+)#([1-9])of([1-9])$");

    private final JdbcClient jdbc;

    /** The questions in the database. */
    public MailQuestions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An answer and, in a mail with several, what was asked. */
    public record Section(long delivery, MailDraft letter, @Nullable String asked) {}

    /** The key of one of several questions of a mail. */
    public static String key(String messageId, int place, int of) {
        return messageId + "#" + place + "of" + of;
    }

    /** The id of the mail in which a question stands. */
    public static String mailOf(String key) {
        Matcher matcher = PLACE.matcher(key);
        return matcher.matches() ? matcher.group(1) : key;
    }

    /** Whether the answer to a question waits for those to others. */
    public static boolean waits(@Nullable String key) {
        Matcher matcher = PLACE.matcher(key == null ? "" : key);
        return matcher.matches() && !matcher.group(2).equals(matcher.group(3));
    }

    /** Writes down what was asked. */
    public void add(String key, String thread, String asked, Instant now) {
        jdbc.sql("""
                insert into mail_question (external_id, thread, asked, created_at) values (?, ?, ?, ?)
                on conflict do nothing""").param(storable(key)).param(thread).param(SecretMask.mask(storable(asked)))
                .param(Timestamp.from(now)).update();
    }

    /** Keeps an answer until the last one of its mail is sent. */
    public void keep(String key, long delivery, String payload) {
        jdbc.sql("update mail_question set delivery_id = ?, answer = ? where external_id = ? and sent_with is null")
                .param(delivery).param(payload).param(storable(key)).update();
    }

    /** The last answer of each thread of a mailbox that still waits, to questions that came between two times. */
    public List<Long> waiting(String mailbox, Instant from, Instant to) {
        return jdbc.sql("""
                select max(q.delivery_id) from mail_question q join mail_out o on o.delivery_id = q.delivery_id
                where q.created_at between ? and ? and q.answer is not null and q.sent_with is null and o.mailbox = ?
                group by q.thread""").param(Timestamp.from(from)).param(Timestamp.from(to)).param(mailbox)
                .query(Long.class).list();
    }

    /** All that a delivery's mail takes along, in order, itself last; the same at each try. */
    public List<Section> with(long delivery, MailDraft letter, String thread) {
        jdbc.sql("""
                update mail_question set sent_with = ? where thread = ? and answer is not null and sent_with is null""")
                .param(delivery).param(thread).update();
        List<Section> sections = new ArrayList<>(jdbc.sql("""
                select delivery_id, answer, asked from mail_question where sent_with = ? order by delivery_id""")
                .param(delivery)
                .query((row, n) -> new Section(row.getLong(1), MailDraft.read(row.getString(2)), row.getString(3)))
                .list());
        sections.add(new Section(delivery, letter, asked(letter.inReplyTo())));
        return sections;
    }

    private @Nullable String asked(@Nullable String key) {
        return key == null || !PLACE.matcher(key).matches()
                ? null
                : jdbc.sql("select asked from mail_question where external_id = ?").param(storable(key))
                        .query(String.class).optional().orElse(null);
    }

    /** The deliveries whose answers a mail took along, besides its own. */
    public List<Long> takenAlong(long delivery) {
        return jdbc.sql("select delivery_id from mail_question where sent_with = ? order by delivery_id")
                .param(delivery).query(Long.class).list();
    }

    private static String storable(String text) {
        return text.replace("\0", "");
    }
}
