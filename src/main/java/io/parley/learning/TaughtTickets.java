package io.parley.learning;

import io.parley.channel.ChannelName;
import io.parley.channel.Person;
import io.parley.handover.event.TeachingWished;
import io.parley.handover.thread.TeachingRemarks;
import io.parley.learning.TaughtRows.Wish;
import io.parley.learning.suggestion.Learned;
import io.parley.learning.suggestion.Offer;
import io.parley.learning.suggestion.Teacher;
import io.parley.learning.suggestion.Told;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Teaches the FAQ from tickets whose agents pressed the button for it where they are. The wish is written down with the press,
 * and taken away with the word to the agent: in between the same may be done twice, which makes one entry.
 */
@Component
class TaughtTickets {
    private static final Logger log = LoggerFactory.getLogger(TaughtTickets.class);
    private static final int MOST_TRIES = 5;
    /** With two others beside the question, half of what asks the same in new words is answered; with fewer hardly any is. */
    private static final int MIN_OTHER_WAYS = 2;

    private final TaughtRows rows;
    private final TicketOffers offers;
    private final Teacher teacher;
    private final TeachingRemarks remarks;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    TaughtTickets(TaughtRows rows, TicketOffers offers, Teacher teacher, TeachingRemarks remarks,
            PlatformTransactionManager transactions, InstantSource clock) {
        this.rows = rows;
        this.offers = offers;
        this.teacher = teacher;
        this.remarks = remarks;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @EventListener
    void onWished(TeachingWished wished) {
        rows.add(wished, clock.instant());
    }

    /** Teaches what is wished and was not begun within the last minute. */
    void teach() {
        Optional<Wish> wish = rows.begin(clock.instant());
        while (wish.isPresent()) {
            teach(wish.get());
            wish = rows.begin(clock.instant());
        }
    }

    private void teach(Wish wish) {
        if (wish.tries() > MOST_TRIES) {
            tell(wish, "failed");
            return;
        }
        try {
            tell(wish, learned(wish).outcome().name().toLowerCase(Locale.ROOT));
        } catch (RuntimeException e) {
            log.warn("The FAQ did not learn from ticket {}: {}.", wish.ticket(), e.getClass().getSimpleName());
        }
    }

    private Learned learned(Wish wish) {
        return offers.told(wish.ticket()).filter(told -> !told.question().isEmpty())
                .map(told -> learned(wish, told)).orElseGet(() -> new Learned(Learned.Outcome.NOTHING, null, null));
    }

    private Learned learned(Wish wish, Told told) {
        List<String> ways = offers.offer(wish.ticket(), told).ways().stream().filter(Offer.Way::isNear)
                .map(Offer.Way::text).toList();
        return teacher.teach(told, ways, ways.size() < MIN_OTHER_WAYS ? null : wish.login());
    }

    private void tell(Wish wish, String outcome) {
        transaction.executeWithoutResult(status -> {
            if (rows.remove(wish.ticket())) {
                remarks.tell(wish.ticket(), new Person(new ChannelName(wish.channel()), wish.person(), null, null),
                        outcome);
            }
        });
    }
}
