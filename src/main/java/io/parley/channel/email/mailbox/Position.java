package io.parley.channel.email.mailbox;

import java.time.Instant;

/**
 * How far a folder has been read.
 *
 * @param since when it was first looked at
 * @param compareTo up to this UID mails are compared with those from before their UIDs changed
 */
public record Position(long uidValidity, long lastUid, Instant since, long compareTo) {
    /** The same position after a mail. */
    public Position at(long uid) {
        return new Position(uidValidity, uid, since, compareTo);
    }

    /** Whether the last mail may be known from before the UIDs changed. */
    public boolean isCompared() {
        return lastUid <= compareTo;
    }
}
