package io.parley.cluster;

import org.springframework.context.SmartLifecycle;

/**
 * The order in which the parts start; they stop in the opposite order, so that nothing new comes in while work ends.
 */
public final class StartupPhase {
    /** Signs of life and wake-ups are there before all work. */
    public static final int WAKEUPS = SmartLifecycle.DEFAULT_PHASE - 5_000;
    /** Then the search index, so that nothing is answered before it stands. */
    public static final int KNOWLEDGE = SmartLifecycle.DEFAULT_PHASE - 4_500;
    /** Then delivery. */
    public static final int OUTBOX = SmartLifecycle.DEFAULT_PHASE - 4_000;
    /** Then understanding and answering. */
    public static final int INBOX = SmartLifecycle.DEFAULT_PHASE - 3_000;
    /** Last, what brings messages in: pollers and mail readers. */
    public static final int CHANNELS = SmartLifecycle.DEFAULT_PHASE - 500;

    private StartupPhase() {}
}
