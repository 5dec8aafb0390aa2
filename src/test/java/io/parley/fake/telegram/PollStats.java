package io.parley.fake.telegram;

/** Counts how the bot polls; guarded by the queue's lock. */
final class PollStats {

    int running;
    int polls;
    int mostAtOnce;
    int conflicts;
    int webhookConflicts;
    int abandoned;
    long handedOut;

    /**
     * How the bot polled so far.
     *
     * @param running polls that wait now
     * @param polls polls that were let in
     * @param mostAtOnce polls by living callers that were open at the same time; 1 where there is one poller
     * @param conflicts polls that a later one ended with 409
     * @param webhookConflicts polls that were refused because a webhook is set
     * @param abandoned polls whose caller had disconnected when the next one came
     * @param handedOut updates that were given out, each time counted
     */
    public record Seen(int running, int polls, int mostAtOnce, int conflicts, int webhookConflicts, int abandoned,
            long handedOut) {}

    void begin() {
        polls++;
        running++;
        mostAtOnce = Math.max(mostAtOnce, running);
    }

    void end() {
        running = Math.max(0, running - 1);
    }

    Seen seen() {
        return new Seen(running, polls, mostAtOnce, conflicts, webhookConflicts, abandoned, handedOut);
    }
}
