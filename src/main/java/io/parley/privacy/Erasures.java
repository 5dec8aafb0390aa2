package io.parley.privacy;

import io.parley.audit.Audit;
import io.parley.audit.Deed;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** Takes people out of the database, in steps that go on after a process died between or within them. */
@Component
public class Erasures {
    private static final Logger log = LoggerFactory.getLogger(Erasures.class);

    private final ErasureRows rows;
    private final ErasureSteps steps;
    private final TransactionOperations transaction;
    private final Audit audit;
    private final ErasureFile file;
    private final InstantSource clock;

    Erasures(ErasureRows rows, ErasureSteps steps, TransactionOperations transaction, Audit audit, ErasureFile file,
            InstantSource clock) {
        this.rows = rows;
        this.steps = steps;
        this.transaction = transaction;
        this.audit = audit;
        this.file = file;
        this.clock = clock;
    }

    /**
     * Begins to erase a participant: nothing that they say from now on is written down until that is done.
     *
     * @param askedBy the name of the one who asks for it
     * @return the erasure, or the one that is under way; empty when there is no such participant
     */
    @Transactional
    public Optional<Erasure> begin(long participant, String askedBy) {
        if (!rows.fence(participant, clock.instant())) {
            return Optional.empty();
        }
        long id = rows.open(participant, askedBy, clock.instant());
        audit.add(askedBy, Deed.PERSON_ERASED, Long.toString(participant), Long.toString(id));
        return rows.find(id);
    }

    /** An erasure as it stands; empty when there is none of that id. */
    public Optional<Erasure> find(long id) {
        return rows.find(id);
    }

    /** Goes on with all that are under way, as far as they can go now. */
    public void run() {
        file.catchUp();
        for (long id : rows.unfinished()) {
            try {
                while (step(id)) {
                    log.debug("A step of erasure {} is done", id);
                }
            } catch (RuntimeException e) {
                log.warn("Erasure {} broke off, and goes on later: {}", id, e.getClass().getName());
            }
        }
    }

    /** Does the next step; false when none is left, it has to wait, or somebody else does it. */
    boolean step(long id) {
        return Boolean.TRUE.equals(transaction.execute(status -> rows.claim(id).map(this::next).orElse(false)));
    }

    private boolean next(ErasureRows.Unfinished one) {
        ErasureStep step = ErasureStep.after(one.step());
        boolean isDone = steps.take(step, one);
        if (isDone) {
            rows.done(one.id(), step, step == ErasureStep.REPORT ? clock.instant() : null);
        }
        return isDone;
    }
}
