package io.parley.queue;

import io.parley.queue.Claim;

/** The claim has ended meanwhile and the row is somebody else's; nothing must be written for it. */
public class StaleClaimException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param table the table that the row is in */
    public StaleClaimException(String table, Claim claim) {
        super("The claim on " + table + " row " + claim.id() + " with fencing token " + claim.fencingToken()
                + " has ended");
    }
}
