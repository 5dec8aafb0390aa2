package io.parley.cluster;

/** The places on a message's way at which a process that dies must lose nothing; the crash test kills at each of them. */
public enum FailPoint {
    /** A raw event is about to be stored. */
    BEFORE_STORE,
    /** The raw event is committed; the service has not been told. */
    AFTER_STORE,
    /** An inbox row is claimed. */
    AFTER_INBOX_CLAIM,
    /** The meaning is written but not yet committed (step 2). */
    BEFORE_COMMIT_OF_MEANING,
    /** The meaning is committed (step 2). */
    AFTER_COMMIT_OF_MEANING,
    /** The answer is found and not yet written (step 3). */
    AFTER_ANSWER_FOUND,
    /** The answer and its outbox rows are written but not yet committed (step 4). */
    BEFORE_COMMIT_OF_ANSWER,
    /** The answer and its outbox rows are committed (step 4). */
    AFTER_COMMIT_OF_ANSWER,
    /** An outbox row is claimed and not yet marked as under way. */
    AFTER_OUTBOX_CLAIM,
    /** An outbox row is marked as under way; the service has not been called (step 5). */
    BEFORE_SEND,
    /** The service took the message; that is not written down yet (step 5). */
    AFTER_SEND,
    /** The delivery is written down but not yet committed (step 6). */
    BEFORE_COMMIT_OF_DELIVERY,
    /** The delivery is committed (step 6). */
    AFTER_COMMIT_OF_DELIVERY
}
