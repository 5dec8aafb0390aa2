package io.parley.channel.email;

import io.parley.channel.email.MailRows.Place;
import io.parley.channel.email.Understanding.Read;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads mails, each for a limited time and twice at most. A try is written down before it begins, so that a mail that kills the
 * process is not read for ever.
 */
final class Tries {
    private static final int MOST = 2;

    private final JdbcClient jdbc;
    private final Understanding understanding;
    private final TimeLimit limit;

    Tries(JdbcClient jdbc, Understanding understanding, TimeLimit limit) {
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
        int number = begin(place);
        if (number > MOST) {
            throw new UnreadableMail("reading it was broken off twice");
        }
        try {
            Read read = limit.run(() -> understanding.read(bytes, mailbox));
            end(place);
            return read;
        } catch (TimeoutException e) {
            throw failed(number, "it takes longer than " + limit.limit().toSeconds() + " s", e);
        } catch (RejectedExecutionException e) {
            end(place);
            throw new ReadingFailed("Mails before it are still being read, though their time is over", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnreadableMail unreadable) {
                throw unreadable;
            }
            throw failed(number, "it cannot be read", e.getCause());
        }
    }

    private static ReadingFailed failed(int number, String reason, @Nullable Throwable cause) throws UnreadableMail {
        if (number >= MOST) {
            throw new UnreadableMail(reason);
        }
        return new ReadingFailed("A mail is tried again: " + reason, cause);
    }

    /** Writes down that a mail is about to be read, and tells how often in a row that is now. */
    private int begin(Place place) {
        return jdbc.sql("""
                insert into mail_try as last (mailbox, folder, uidvalidity, uid, tries) values (?, ?, ?, ?, 1)
                on conflict (mailbox, folder) do update set uidvalidity = excluded.uidvalidity, uid = excluded.uid,
                    tries = case when (last.uidvalidity, last.uid) = (excluded.uidvalidity, excluded.uid)
                        then last.tries + 1 else 1 end
                returning tries""").param(place.mailbox()).param(place.folder()).param(place.uidValidity())
                .param(place.uid()).query(Integer.class).single();
    }

    /** What fails from here on is not the mail's fault. */
    private void end(Place place) {
        jdbc.sql("update mail_try set tries = 0 where mailbox = ? and folder = ?").param(place.mailbox())
                .param(place.folder()).update();
    }
}
