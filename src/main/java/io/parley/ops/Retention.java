package io.parley.ops;

import io.parley.cluster.Pruning;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Clears the queues of rows that are done and old. */
final class Retention {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    /** Limits look at the running hour only. */
    private static final Duration COUNTED = Duration.ofDays(1);
    /** An agent who looks at a ticket says so every 20 seconds. */
    private static final Duration LOOKED = Duration.ofHours(1);
    /** Nobody comes back to what they wrote and did not send for so long. */
    private static final Duration DRAFTED = Duration.ofDays(30);
    /** An open ticket that nobody looked at for so long counts as new for everybody. */
    private static final Duration SEEN = Duration.ofDays(90);

    /** So long after an agent wanted the FAQ to learn from a ticket nobody waits for it any more. */
    private static final Duration WISHED = Duration.ofDays(7);
    /** An unanswered question counts as a gap of the FAQ for so long. */
    private static final Duration UNANSWERED = Duration.ofDays(30);
    /** An episode is not looked at again after a year. */
    private static final Duration EPISODES = Duration.ofDays(400);
    /** Judgements tell in words what people asked. */
    private static final Duration JUDGEMENTS = Duration.ofDays(180);
    /** Years are compared by the sums of their days. */
    private static final Duration DAYS = Duration.ofDays(5 * 366);

    /** A person's requests are counted for a day, and a link to their data works for an hour. */
    private static final Duration ASKED = Duration.ofDays(1);

    /** So many versions of what the FAQ is taught are kept, however old they are. */
    private static final String SUPERSEDED = """
            id < (select max(id) - 100 from refit) and not exists (select from refit r where r.restores = refit.id)
                and id < (select max(id) from refit where state not in ('refused', 'stopped'))""";

    private final Pruning pruning;
    private final OldConversations conversations;
    private final RetentionSettings settings;
    private final InstantSource clock;

    Retention(Pruning pruning, OldConversations conversations, RetentionSettings settings, InstantSource clock) {
        this.pruning = pruning;
        this.conversations = conversations;
        this.settings = settings;
        this.clock = clock;
    }

    /** Clears away; gives how many. */
    int run() {
        int events = pruning.prune("inbox", "done_at", "state = 'done'", before(settings.rawEvents()))
                + pruning.prune("inbox", "done_at", "state = 'dead_letter'", before(settings.deadLetters()));
        int sent = pruning.prune("outbox", "done_at", "state in ('sent', 'superseded')", before(settings.sent()))
                + pruning.prune("outbox", "done_at", "state = 'dead_letter'", before(settings.deadLetters()));
        pruning.prune("audit", "at", before(settings.audit()));
        pruning.prune("erasure", "done_at", "done_at is not null", before(settings.audit()));
        pruning.prune("rating_sample", "sampled_at", before(settings.audit()));
        pruning.prune("correction_sent", "at", before(settings.audit()));
        pruning.prune("correction", "made_at", before(settings.audit()));
        pruning.prune("setting_change", "changed_at", before(settings.audit()));
        pruning.prune("usage_count", "hour", before(COUNTED));
        pruning.prune("privacy_request", "asked_at", before(ASKED));
        pruning.prune("export_link", "made_at", before(ASKED));
        pruning.prune("ticket_presence", "seen_at", before(LOOKED));
        pruning.prune("reply_draft", "saved_at", before(DRAFTED));
        pruning.prune("gap_question", "asked_at", before(UNANSWERED));
        pruning.prune("taught_ticket", "asked_at", before(WISHED));
        pruning.prune("entry_draft", "saved_at", before(DRAFTED));
        pruning.prune("ticket_seen", "seen_at", before(SEEN));
        pruning.prune("episode", "began_at", before(EPISODES));
        pruning.prune("insight_day", "day", before(DAYS));
        pruning.prune("insight_language", "day", before(DAYS));
        pruning.prune("insight_entry", "day", before(EPISODES));
        pruning.prune("model_usage", "day", before(DAYS));
        pruning.prune("judgement", "sampled_on", before(JUDGEMENTS));
        pruning.prune("judgement_sample", "day", before(EPISODES));
        pruning.prune("refit", "made_at", SUPERSEDED, before(settings.conversations()));
        pruning.prune("suggestion", "made_at", before(settings.conversations()));
        pruning.prune("ticket", "resolved_at", "state = 'resolved'", before(settings.conversations()));
        conversations.clear(before(settings.conversations()));
        if (events + sent > 0) {
            log.info("{} raw events and {} rows of the outbox were old and are gone", events, sent);
        }
        return events + sent;
    }

    private Instant before(Duration age) {
        return clock.instant().minus(age);
    }
}
