package io.parley.channel.email.receiving;

import io.parley.channel.email.mailbox.Mailbox;
import io.parley.channel.email.mailbox.Place;
import io.parley.channel.email.mailbox.TimeLimit;
import io.parley.channel.email.message.UnreadableMail;
import io.parley.channel.email.receiving.Understanding.Read;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads mails, each for a limited time and twice at most. A try is written down before it begins, so that a mail that
 * kills the process is not read for ever; since a process may end for other reasons, five tries may be broken off. A
 * database that fails counts against no mail: the process remembers how often the current mail failed by its own fault,
 * and asks the table only for the first mail of a folder.
 */
public final class Tries {
    private static final int MOST = 2;
    private static final int MOST_BROKEN_OFF = 5;

    private final JdbcClient jdbc;
    private final Understanding understanding;
    private final TimeLimit limit;
    /** The mail of each folder that this process began last. */
    private final Map<Folder, Begun> begun = new ConcurrentHashMap<>();

    private record Folder(String mailbox, String name) {}

    /**
     * A mail that was begun.
     *
     * @param noted whether its next try is written down already
     */
    private record Begun(Place place, int failures, boolean noted) {}

    /** Counts tries in the database. */
    public Tries(JdbcClient jdbc, Understanding understanding, TimeLimit limit) {
        this.jdbc = jdbc;
        this.understanding = understanding;
        this.limit = limit;
    }

    /** A mail was not read and is to be tried again. */
    static final class ReadingFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ReadingFailed(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Reads a mail.
     *
     * @throws UnreadableMail when it is to be put aside
     * @throws ReadingFailed when it is to be tried again
     */
    Read read(Mailbox mailbox, Place place, byte[] bytes) throws UnreadableMail, InterruptedException {
        Begun begun = begin(place);
        int failures = begun.failures;
        if (!begun.noted) {
            write(place, failures + 1);
        }
        if (failures >= MOST_BROKEN_OFF) {
            throw new UnreadableMail("reading it was broken off " + failures + " times");
        }
        try {
            Read read = limit.run(() -> understanding.read(bytes, mailbox));
            remember(place, 0);
            return read;
        } catch (TimeoutException e) {
            throw failed(place, failures + 1, "it takes longer than " + limit.limit().toSeconds() + " s", e);
        } catch (RejectedExecutionException e) {
            write(place, failures);
            throw new ReadingFailed("Mails before it are still being read, though their time is over", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnreadableMail unreadable) {
                throw unreadable;
            }
            throw failed(place, failures + 1, "it cannot be read", e.getCause());
        }
    }

    /**
     * Writes down that a mail was read, and the first try of the next one, which is then read without a statement of its own.
     * Belongs in the transaction that stores the mail; {@link #noted} comes after that.
     *
     * @param next the mail that is read at once when this one is stored; null: none
     */
    void done(Place place, @Nullable Place next) {
        write(next == null ? place : next, next == null ? 0 : 1);
    }

    /** The transaction that wrote down the first try of a mail is committed. */
    void noted(Place next) {
        begun.put(new Folder(next.mailbox(), next.folder()), new Begun(next, 0, true));
    }

    private ReadingFailed failed(Place place, int failures, String reason, @Nullable Throwable cause)
            throws UnreadableMail {
        remember(place, failures);
        if (failures >= MOST) {
            throw new UnreadableMail(reason);
        }
        return new ReadingFailed("A mail is tried again: " + reason, cause);
    }

    /** The record of a mail: how often in a row it was begun and not read, by its own fault as far as is known. */
    private Begun begin(Place place) {
        Begun last = begun.get(new Folder(place.mailbox(), place.folder()));
        Begun known = last == null
                ? new Begun(place, written(place), false)
                : last.place.equals(place) ? last : new Begun(place, 0, false);
        remember(place, known.failures);
        return known;
    }

    private void remember(Place place, int failures) {
        begun.put(new Folder(place.mailbox(), place.folder()), new Begun(place, failures, false));
    }

    private int written(Place place) {
        return jdbc.sql("""
                select tries from mail_try where mailbox = ? and folder = ? and uidvalidity = ? and uid = ?""")
                .param(place.mailbox()).param(place.folder()).param(place.uidValidity()).param(place.uid())
                .query(Integer.class).optional().orElse(0);
    }

    private void write(Place place, int tries) {
        jdbc.sql("""
                insert into mail_try (mailbox, folder, uidvalidity, uid, tries) values (?, ?, ?, ?, ?)
                on conflict (mailbox, folder) do update set uidvalidity = excluded.uidvalidity, uid = excluded.uid,
                    tries = excluded.tries""").param(place.mailbox()).param(place.folder()).param(place.uidValidity())
                .param(place.uid()).param(tries).update();
    }
}
