package io.parley.knowledge;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps this instance's index like the database. It looks at the counter of changes when it is woken and otherwise twice
 * a second, which alone is enough.
 */
public final class Freshness implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Freshness.class);
    private static final Duration PACE = Duration.ofMillis(500);
    /** A query that is under way is waited for, since breaking it off breaks its connection. */
    private static final Duration WAIT = Duration.ofSeconds(5);

    private final FaqEntries entries;
    private final FaqPhrasings phrasings;
    private final EmbeddingVersion version;
    private final FaqIndexes indexes;
    private final TransactionTemplate oneView;
    private final Semaphore notifications = new Semaphore(0);
    private final IntSupplier missing;
    private volatile long seen = -1;
    private volatile int left;
    private volatile Manners manners = Manners.NONE;
    private volatile @Nullable Thread thread;

    /** Reads what is there, with or without vectors. */
    Freshness(FaqEntries entries, FaqPhrasings phrasings, EmbeddingVersion version, FaqIndexes indexes,
            TransactionTemplate oneView) {
        this(entries, phrasings, version, indexes, oneView, () -> 0);
    }

    /**
     * @param oneView a read-only transaction in which all statements see the same data
     * @param missing how many texts have no vector in that view; nothing is read before there are none
     */
    Freshness(FaqEntries entries, FaqPhrasings phrasings, EmbeddingVersion version, FaqIndexes indexes,
            TransactionTemplate oneView, IntSupplier missing) {
        this.missing = missing;
        this.entries = entries;
        this.phrasings = phrasings;
        this.version = version;
        this.indexes = indexes;
        this.oneView = oneView;
    }

    /** Begins to load, beside what else has to be done until {@link #start}, which says what went wrong with it. */
    void prepare() {
        Thread.ofPlatform().daemon().name("faq-loading").start(() -> {
            try {
                catchUp();
            } catch (RuntimeException e) {
                log.debug("The FAQ could not be loaded beforehand", e);
            }
        });
    }

    /** Loads everything and follows from then on, until it is closed; it may be started again after that. */
    void start() {
        catchUp();
        startBeside();
    }

    /** Loads everything beside what else is done, and follows from then on, until it is closed. */
    void startBeside() {
        Thread keeper = Thread.ofVirtual().name("faq-freshness").unstarted(this::keep);
        thread = keeper;
        keeper.start();
    }

    boolean isReady() {
        return seen >= 0;
    }

    /** How many texts were without a vector when it last looked; what is in the index is not the latest then. */
    int left() {
        return left;
    }

    /** Look now. */
    void wake() {
        notifications.release();
    }

    /** Brings the index up to the last change in the database. */
    public synchronized void catchUp() {
        if (entries.lastChange() != seen) {
            Changes changes = requireNonNull(oneView.execute(status -> read()));
            left = changes.left;
            if (left > 0) {
                return;
            }
            if (changes.isEverything) {
                indexes.replaceAll(changes.entries);
            } else {
                indexes.apply(changes.entries);
            }
            seen = changes.last;
        }
    }

    /**
     * What was read.
     *
     * @param isEverything whether nothing else is in the database
     * @param last         the number of the last change that is among them
     * @param left         how many texts have to get a vector before anything is read
     */
    private record Changes(List<IndexedEntry> entries, boolean isEverything, long last, int left) {}

    /** A counter that went back is that of another past, such as a restored backup: everything is read again. */
    private Changes read() {
        long last = entries.lastChange();
        int without = missing.getAsInt();
        if (without > 0) {
            return new Changes(List.of(), false, last, without);
        }
        long from = last < seen ? -1 : seen;
        Map<FaqId, List<Phrasing>> ways = phrasings.changedSince(from, version);
        List<IndexedEntry> changed = entries.changedSince(from).stream()
                .map(entry -> new IndexedEntry(entry, ways.getOrDefault(entry.id(), List.of()))).toList();
        manners = entries.manners();
        return new Changes(changed, from < 0, last, 0);
    }

    /** What the FAQ says besides its answers. */
    Manners manners() {
        return manners;
    }

    private void keep() {
        while (Thread.currentThread() == thread) {
            try {
                if (notifications.tryAcquire(PACE.toMillis(), TimeUnit.MILLISECONDS)) {
                    notifications.drainPermits();
                }
                if (Thread.currentThread() == thread) {
                    catchUp();
                }
            } catch (RuntimeException e) {
                log.warn("The FAQ cannot be read; searches go on in what is known: {}", e.getMessage());
            } catch (InterruptedException e) {
                return;
            } catch (Error e) {
                log.error("A change of the FAQ was not taken in; it is tried again, searches go on in what is known",
                        e);
                restOrEnd();
            }
        }
    }

    /** What failed for want of memory had better not be tried again at once. */
    private void restOrEnd() {
        try {
            Thread.sleep(PACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        Thread keeper = thread;
        thread = null;
        notifications.release();
        if (keeper != null) {
            awaitEnd(keeper);
        }
    }

    private static void awaitEnd(Thread keeper) {
        try {
            keeper.join(WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
