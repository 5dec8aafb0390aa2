package io.parley.outbox;

import io.parley.channel.AddressMoved;
import io.parley.channel.Channel;
import io.parley.channel.Channels;
import io.parley.channel.DeliveryFailure;
import io.parley.channel.DeliveryStatus;
import io.parley.channel.PermanentDeliveryFailure;
import io.parley.channel.Receipt;
import io.parley.channel.TransientDeliveryFailure;
import io.parley.channel.UnknownDeliveryFailure;
import io.parley.cluster.DatabaseRetry;
import io.parley.cluster.FailPoint;
import io.parley.cluster.FailPoints;
import io.parley.queue.Claim;
import io.parley.queue.StaleClaimException;
import io.parley.tracing.Steps;
import io.parley.tracing.Steps.Step;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Takes one claimed row to its service: steps 5 and 6 of a message's way. */
@Component
class DeliveryWorker {
    private static final Logger log = LoggerFactory.getLogger(DeliveryWorker.class);

    private final OutboxRows rows;
    private final DeliveryProgress progress;
    private final Channels channels;
    private final OutboxSettings settings;
    private final TransactionOperations transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;
    private final Steps steps;
    private final FailPoints failPoints;
    private final DatabaseRetry database;

    DeliveryWorker(OutboxRows rows, DeliveryProgress progress, Channels channels, OutboxSettings settings,
            TransactionOperations transaction,
            ApplicationEventPublisher events, InstantSource clock, Steps steps, FailPoints failPoints,
            DatabaseRetry database) {
        this.rows = rows;
        this.progress = progress;
        this.channels = channels;
        this.settings = settings;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
        this.steps = steps;
        this.failPoints = failPoints;
        this.database = database;
    }

    /** Delivers a claimed row, or writes down why not and when to try again. */
    void deliver(ClaimedDelivery claimed) {
        failPoints.reached(FailPoint.AFTER_OUTBOX_CLAIM);
        Claim claim = claimed.claim();
        OutboxRow row = claimed.row();
        Channel channel = channels.get(row.channel());
        try {
            deliver(claimed, channel);
        } catch (StaleClaimException e) {
            log.info("{}; another instance goes on with it", e.getMessage());
        } catch (DeliveryFailure e) {
            writeDown(claim, row, e);
        } catch (RuntimeException | Error e) {
            log.warn("Delivery {} failed unexpectedly; whether it arrived is unknown", claim.id(), e);
            writeDown(claim, row, new UnknownDeliveryFailure(e.getClass().getSimpleName()));
        }
    }

    private void deliver(ClaimedDelivery claimed, Channel channel) {
        Claim claim = claimed.claim();
        OutboxRow row = claimed.row();
        Duration wait = channel.tryAcquire(row.address());
        if (wait.isPositive()) {
            write(() -> rows.release(claim, wait));
        } else if (row.isNoOp()) {
            database.untilDone(() -> progress.arrived(claim, null));
        } else {
            steps.follow(Step.DELIVER, claimed.trace(), claim.channel(), claim.attempts(),
                    () -> delivered(claim, row, tried(claim, row, channel)));
        }
    }

    private Receipt tried(Claim claim, OutboxRow row, Channel channel) {
        return arrivedBefore(claim, row, channel).orElseGet(() -> send(claim, row, channel));
    }

    /** Writes in a transaction, and retries while the database is away; the claim is kept meanwhile. */
    private void write(Runnable change) {
        database.untilDone(() -> transaction.executeWithoutResult(s -> change.run()));
    }

    private Optional<Receipt> arrivedBefore(Claim claim, OutboxRow row, Channel channel) {
        if (!row.outcomeUnknown()) {
            return Optional.empty();
        }
        return switch (channel.reconcile(row.delivery())) {
            case DeliveryStatus.Delivered(Receipt receipt) -> Optional.of(receipt);
            case DeliveryStatus.NotDelivered() -> Optional.empty();
            case DeliveryStatus.Unknown() -> {
                log.info("Delivery {} may have arrived before and is tried once more", claim.id());
                write(() -> rows.countPossibleDuplicate(claim));
                yield Optional.empty();
            }
        };
    }

    private Receipt send(Claim claim, OutboxRow row, Channel channel) {
        steps.timed(Step.MARK_SENDING, () -> database.untilDone(() -> progress.begins(claim)));
        failPoints.reached(FailPoint.BEFORE_SEND);
        Receipt receipt = steps.time(Step.SEND, () -> channel.deliver(row.delivery()));
        failPoints.reached(FailPoint.AFTER_SEND);
        return receipt;
    }

    /** The receipt stays in memory until it is written, or another instance has claimed the row. */
    private void delivered(Claim claim, OutboxRow row, Receipt receipt) {
        steps.timed(Step.MARK_SENT, () -> {
            while (!isWritten(claim, receipt)) {
                log.warn("The receipt of delivery {} cannot be written yet", claim.id());
            }
        });
        failPoints.reached(FailPoint.AFTER_COMMIT_OF_DELIVERY);
        events.publishEvent(
                new MessageDelivered(row.channel(), row.messageId(), row.ofAgent(), row.receivedAt(), clock.instant()));
    }

    private boolean isWritten(Claim claim, Receipt receipt) {
        try {
            database.untilDone(() -> progress.arrived(claim, receipt.externalId()));
            return true;
        } catch (RuntimeException e) {
            if (!DatabaseRetry.isAway(e) || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return false;
        }
    }

    private void writeDown(Claim claim, OutboxRow row, DeliveryFailure failure) {
        try {
            write(() -> {
                switch (failure) {
                    case TransientDeliveryFailure f -> retry(claim, row, f);
                    case UnknownDeliveryFailure f -> retryUnknown(claim, row, f);
                    case PermanentDeliveryFailure f -> giveUp(claim, row, f.getMessage(), f.addressGone());
                    case AddressMoved f -> move(claim, row, f);
                }
            });
        } catch (StaleClaimException e) {
            log.info("{}; another instance goes on with it", e.getMessage());
        }
    }

    private void retry(Claim claim, OutboxRow row, TransientDeliveryFailure failure) {
        if (isTooOld(row)) {
            giveUp(claim, row, failure.getMessage(), false);
        } else {
            Duration delay = failure.retryAfter().orElseGet(() -> backoff(claim));
            log.info("Delivery {} on {} is tried again in {}: {}", claim.id(), row.channel(), delay,
                    failure.getMessage());
            rows.retry(claim, delay, String.valueOf(failure.getMessage()));
        }
    }

    private void retryUnknown(Claim claim, OutboxRow row, UnknownDeliveryFailure failure) {
        if (isTooOld(row)) {
            giveUp(claim, row, failure.getMessage(), false);
        } else {
            Duration backoff = settings.backoffUnknown(backoff(claim), row.possibleDuplicates());
            rows.retryUnknown(claim, failure.retryAfter().orElse(backoff),
                    String.valueOf(failure.getMessage()));
        }
    }

    private void giveUp(Claim claim, OutboxRow row, @Nullable String why,
            boolean addressGone) {
        log.warn("Delivery {} on {} is given up: {}", claim.id(), row.channel(), why);
        events.publishEvent(new DeliveryFailed(row.address(), row.messageId(), row.ofAgent(), addressGone));
        rows.markFailed(claim, row.target(), String.valueOf(why));
    }

    private void move(Claim claim, OutboxRow row, AddressMoved moved) {
        events.publishEvent(new ThreadWasMoved(row.address(), moved.newThread(), moved.newAddress()));
        rows.lock(row.address(), moved.newAddress());
        rows.moveClaimed(claim, moved.newAddress());
        rows.move(row.address(), moved.newAddress());
    }

    private boolean isTooOld(OutboxRow row) {
        return row.createdAt().plus(settings.giveUpAfter()).isBefore(clock.instant());
    }

    private Duration backoff(Claim claim) {
        return settings.backoff(claim.attempts(), ThreadLocalRandom.current().nextDouble());
    }
}
