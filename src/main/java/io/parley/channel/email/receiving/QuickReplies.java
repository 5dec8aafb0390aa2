package io.parley.channel.email.receiving;

import io.parley.channel.email.message.Addresses;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells replies that no person can have written: they come before anybody can have read the automatic mail that they answer, and
 * ask nothing. A word or two are left out, which is how people choose or ask for a person.
 */
public final class QuickReplies {
    /** The time that it takes to read a mail and to write a sentence. */
    public static final Duration READING = Duration.ofSeconds(30);
    /** Mail servers tell the time in seconds. */
    private static final Duration INACCURACY = Duration.ofSeconds(2);
    /** The longest time that a mail of ours waits before it is submitted. */
    private static final Duration WAITING = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int FEW_WORDS = 3;
    private static final Pattern WORD = Pattern
            .compile(
                    "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]|[\\p{L}\\p{M}\\p{N}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]]+");

    /** A number on a line of its own, with which a person takes one of our choices. */
    private static final Pattern CHOICE = Pattern.compile("(?m)^\\h*\\d{1,2}[.)]?\\h*$");

    private final JdbcClient jdbc;
    private final Duration reading;

    /**
     * Looks among the mails that went out.
     *
     * @param reading no person replies within this time; zero: anybody may
     */
    public QuickReplies(JdbcClient jdbc, Duration reading) {
        this.jdbc = jdbc;
        this.reading = reading;
    }

    /**
     * Whether a mail is such a reply.
     *
     * @param thread the thread that it goes on with, if any
     */
    boolean has(Understanding.Read read, String thread, Instant arrivedAt) {
        long words = WORD.matcher(read.text()).results().limit(FEW_WORDS + 1).count();
        return reading.isPositive() && !read.asks() && (words == 0 || words > FEW_WORDS)
                && !CHOICE.matcher(read.text()).find()
                && Stream
                        .concat(Stream.of(arrivedAt),
                                read.mail().date().filter(date -> isNear(date, arrivedAt)).stream())
                        .anyMatch(at -> followsOurs(read, thread, at));
    }

    /** A clock that is set wrongly, or a date that a stranger made up, tells nothing. */
    private static boolean isNear(Instant date, Instant arrivedAt) {
        return Duration.between(date, arrivedAt).abs().compareTo(DAY) <= 0;
    }

    /** Whether an automatic mail of ours went out shortly before. Some replies name no mail, but its subject. */
    private boolean followsOurs(Understanding.Read read, String thread, Instant at) {
        List<String> references = read.mail().references();
        if (!references.isEmpty()) {
            return exists("o.message_id = any(:references)", Map.of("references",
                    references.stream().map(id -> id.replace("\0", "")).toArray(String[]::new)), at);
        }
        return exists("o.thread = :thread", Map.of("thread", thread), at) || exists("""
                lower(o.recipient) in (:person, :to) and exists (select 1 from mail_thread t
                    where t.thread = o.thread and t.subject_key <> '' and position(t.subject_key in :subject) > 0)""",
                Map.of("person", read.person(), "to", Addresses.key(read.sender().answerTo()), "subject",
                        read.mail().subject().replace("\0", "").toLowerCase(Locale.ROOT)),
                at);
    }

    /**
     * Whether there is such a mail.
     *
     * @param which a condition, a constant, that an index serves
     */
    private boolean exists(String which, Map<String, ?> values, Instant at) {
        return jdbc.sql("""
                select 1 from mail_out o
                where o.source <> 'person' and o.created_at between :earliest and :latest
                    and coalesce(o.submitted_at, o.created_at) between :from and :latest
                    and %s limit 1""".formatted(which))
                .param("earliest", Timestamp.from(at.minus(reading).minus(WAITING)))
                .param("from", Timestamp.from(at.minus(reading)))
                .param("latest", Timestamp.from(at.plus(INACCURACY))).params(values)
                .query(Integer.class).optional().isPresent();
    }
}
