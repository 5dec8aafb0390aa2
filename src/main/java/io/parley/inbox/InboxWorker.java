package io.parley.inbox;

import io.parley.answering.Answer;
import io.parley.answering.Answering;
import io.parley.channel.ThreadKey;
import io.parley.cluster.DatabaseRetry;
import io.parley.cluster.FailPoint;
import io.parley.cluster.FailPoints;
import io.parley.conversation.BeingErasedException;
import io.parley.conversation.InboundOutcome;
import io.parley.conversation.PendingQuestion;
import io.parley.conversation.Replies;
import io.parley.queue.Claim;
import io.parley.queue.StaleClaimException;
import io.parley.tracing.Steps;
import io.parley.tracing.Steps.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionOperations;

/** Takes one claimed event from its meaning to its answer: steps 2 to 4 of a message's way. */
@Component
class InboxWorker {
    private static final Logger log = LoggerFactory.getLogger(InboxWorker.class);

    private final InboxRows rows;
    private final Reader reader;
    private final Replies replies;
    private final Answering answering;
    private final Typing typing;
    private final InboxSettings settings;
    private final TransactionOperations transaction;
    private final Steps steps;
    private final FailPoints failPoints;
    private final DatabaseRetry database;

    InboxWorker(InboxRows rows, Reader reader, Replies replies, Answering answering, Typing typing,
            InboxSettings settings, TransactionOperations transaction, Steps steps, FailPoints failPoints,
            DatabaseRetry database) {
        this.rows = rows;
        this.reader = reader;
        this.replies = replies;
        this.answering = answering;
        this.typing = typing;
        this.settings = settings;
        this.transaction = transaction;
        this.steps = steps;
        this.failPoints = failPoints;
        this.database = database;
    }

    /**
     * Works on a claimed row until it is done, deferred, or to be tried again. While the database is away the row stays in hand,
     * as does its answer once that is found; that does not count as a try.
     */
    void work(ClaimedEvent event) {
        Claim claim = event.claim();
        failPoints.reached(FailPoint.AFTER_INBOX_CLAIM);
        try {
            steps.follow(Step.PROCESS, event.trace(), claim.channel(), claim.attempts(), () -> process(claim, event));
        } catch (StaleClaimException e) {
            log.info("{}; another instance goes on with it", e.getMessage());
        } catch (BeingErasedException e) {
            unlessStale(s -> drop(claim));
        } catch (RuntimeException | Error e) {
            log.warn("Inbox row {} failed at try {}", claim.id(), claim.attempts(), e);
            tryLater(claim, e);
        }
    }

    private void process(Claim claim, ClaimedEvent event) {
        Rereading row = new Rereading(event);
        database.untilDone(() -> understood(claim, row.next())).ifPresent(asked -> answer(claim, asked));
    }

    /** Nothing that a person says is kept while they are being erased. */
    private void drop(Claim claim) {
        InboxRow row = rows.get(claim.id());
        rows.markDone(claim, "erased");
        reader.drop(row.raw());
    }

    /** A message that waits for an answer, and when it was received. */
    private record Asked(PendingQuestion pending, Instant receivedAt) {}

    /** A claimed row: as it was claimed, and at each further attempt, which the former may have changed, as it is. */
    private final class Rereading {
        private final Claim claim;
        private Optional<InboxRow> asClaimed;

        Rereading(ClaimedEvent event) {
            this.claim = event.claim();
            this.asClaimed = event.row();
        }

        InboxRow next() {
            InboxRow row = asClaimed.orElseGet(() -> rows.get(claim.id()));
            asClaimed = Optional.empty();
            return row;
        }
    }

    /** The message that waits for an answer, read now or in an earlier attempt; empty when the event needs none. */
    private Optional<Asked> understood(Claim claim, InboxRow row) {
        Optional<PendingQuestion> pending = row.messageId() == null
                ? understand(claim, row)
                : Optional.of(replies.pending(row.messageId()));
        return pending.map(one -> new Asked(one, row.raw().receivedAt()));
    }

    private Optional<PendingQuestion> understand(Claim claim, InboxRow row) {
        Optional<PendingQuestion> toAnswer = steps.time(Step.UNDERSTAND, () -> inTransaction(() -> {
            Optional<PendingQuestion> pending = writeDown(claim, row, reader.read(row.raw()));
            failPoints.reached(FailPoint.BEFORE_COMMIT_OF_MEANING);
            return pending;
        }));
        failPoints.reached(FailPoint.AFTER_COMMIT_OF_MEANING);
        return toAnswer;
    }

    private Optional<PendingQuestion> writeDown(Claim claim, InboxRow row, InboundOutcome inbound) {
        return switch (inbound) {
            case InboundOutcome.Answerable(PendingQuestion pending) -> {
                rows.markUnderstood(claim, pending.messageId(), pending.thread());
                yield Optional.of(pending);
            }
            case InboundOutcome.Handled handled -> {
                rows.markDone(claim, handled.outcome(), handled.messageId());
                yield Optional.empty();
            }
            case InboundOutcome.AwaitsMessage(String externalId) -> {
                rows.defer(claim, row, externalId, settings.deferral());
                yield Optional.empty();
            }
            case InboundOutcome.AwaitsConversation(ThreadKey thread) -> {
                rows.deferForThread(claim, row, thread, settings.deferral());
                yield Optional.empty();
            }
        };
    }

    private void answer(Claim claim, Asked asked) {
        Answer answer = database.untilDone(() -> find(asked.pending()));
        failPoints.reached(FailPoint.AFTER_ANSWER_FOUND);
        steps.timed(Step.WRITE_ANSWER, () -> database.untilDone(() -> transaction.executeWithoutResult(s -> {
            rows.markDone(claim, "answered");
            replies.answer(asked.pending(), answer, asked.receivedAt());
            failPoints.reached(FailPoint.BEFORE_COMMIT_OF_ANSWER);
        })));
        failPoints.reached(FailPoint.AFTER_COMMIT_OF_ANSWER);
    }

    private Answer find(PendingQuestion asked) {
        return steps.time(Step.FIND_ANSWER, () -> typing.during(asked.address(), asked.externalId(),
                () -> answering.answer(asked.question())));
    }

    private void tryLater(Claim claim, Throwable failure) {
        String error = failure.getClass().getName();
        if (claim.attempts() >= settings.maxAttempts()) {
            giveUp(claim, error);
        } else {
            Duration delay = settings.backoff().multipliedBy(claim.attempts());
            unlessStale(s -> rows.retry(claim, delay, error));
        }
    }

    /** Makes the row a dead letter. If a person waits for an answer, an agent takes over and the person is told. */
    private void giveUp(Claim claim, String error) {
        log.error("Inbox row {} is a dead letter after {} tries", claim.id(), claim.attempts());
        try {
            unlessStale(s -> {
                InboxRow row = rows.get(claim.id());
                rows.markDeadLetter(claim, error);
                if (row.messageId() != null) {
                    PendingQuestion pending = replies.pending(row.messageId());
                    replies.answer(pending, answering.failure(pending.language()), row.raw().receivedAt());
                }
            });
        } catch (RuntimeException | Error e) {
            log.error("Inbox row {} can't even be handed over", claim.id(), e);
            unlessStale(s -> rows.markDeadLetter(claim, error));
        }
    }

    private void unlessStale(Consumer<TransactionStatus> work) {
        try {
            database.untilDone(() -> transaction.executeWithoutResult(work));
        } catch (StaleClaimException e) {
            log.info("{}; another instance goes on with it", e.getMessage());
        }
    }

    private Optional<PendingQuestion> inTransaction(Supplier<Optional<PendingQuestion>> work) {
        Optional<PendingQuestion> result = transaction.execute(s -> work.get());
        return result == null ? Optional.empty() : result;
    }
}
