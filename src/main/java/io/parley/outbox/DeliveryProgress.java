package io.parley.outbox;

import io.parley.cluster.FailPoint;
import io.parley.cluster.FailPoints;
import io.parley.queue.Claim;
import io.parley.queue.GroupCommit;
import io.parley.queue.StaleClaimException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Writes down that deliveries begin and that they arrived, those of the same moment in one transaction. */
@Component
class DeliveryProgress {
    private final OutboxRows rows;
    private final TransactionOperations transaction;
    private final FailPoints failPoints;
    private final GroupCommit<Claim> beginnings;
    private final GroupCommit<Arrival> arrivals;

    DeliveryProgress(OutboxRows rows, TransactionOperations transaction, FailPoints failPoints) {
        this.rows = rows;
        this.transaction = transaction;
        this.failPoints = failPoints;
        this.beginnings = new GroupCommit<>(rows::markSending);
        this.arrivals = new GroupCommit<>(this::writeArrivals);
    }

    /** @param externalId the channel's id of the message; empty if it has none */
    private record Arrival(Claim claim, String externalId) {}

    /**
     * The service is about to be called.
     *
     * @throws StaleClaimException when the claim has ended
     */
    void begins(Claim claim) {
        if (!beginnings.write(claim)) {
            throw new StaleClaimException("outbox", claim);
        }
    }

    /**
     * The service took the message.
     *
     * @throws StaleClaimException when the claim has ended
     */
    void arrived(Claim claim, @Nullable String externalId) {
        if (!arrivals.write(new Arrival(claim, Objects.requireNonNullElse(externalId, "")))) {
            throw new StaleClaimException("outbox", claim);
        }
    }

    private Set<Arrival> writeArrivals(List<Arrival> together) {
        Map<Claim, String> externalIds = together.stream()
                .collect(Collectors.toMap(Arrival::claim, Arrival::externalId));
        Set<Claim> written = Objects.requireNonNull(transaction.execute(status -> {
            Set<Claim> sent = rows.markSent(externalIds);
            together.forEach(arrival -> failPoints.reached(FailPoint.BEFORE_COMMIT_OF_DELIVERY));
            return sent;
        }));
        return together.stream().filter(arrival -> written.contains(arrival.claim())).collect(Collectors.toSet());
    }
}
