package io.parley.privacy;

import io.parley.insight.Insights;
import io.parley.knowledge.faq.ChangeSignal;
import io.parley.privacy.ErasureRows.Unfinished;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** The steps of an erasure. */
@Component
class ErasureSteps {
    /** After this the steps that need no service go on. */
    private static final Duration MAX_WAIT = Duration.ofHours(1);
    /** Requests to services that are older are sent no more. */
    private static final Duration GIVEN_UP = Duration.ofDays(2);

    private final ErasureScopes scopes;
    private final ErasureRows rows;
    private final Sendings sendings;
    private final LearnedFrom learned;
    private final WordsOf words;
    private final ChannelsOf channels;
    private final Insights insights;
    private final ChangeSignal signal;
    private final InstantSource clock;

    ErasureSteps(ErasureScopes scopes, ErasureRows rows, Sendings sendings, LearnedFrom learned, WordsOf words,
            ChannelsOf channels, Insights insights, ChangeSignal signal, InstantSource clock) {
        this.scopes = scopes;
        this.rows = rows;
        this.sendings = sendings;
        this.learned = learned;
        this.words = words;
        this.channels = channels;
        this.insights = insights;
        this.signal = signal;
        this.clock = clock;
    }

    /** Takes a step, within a transaction; false when something is waited for. */
    boolean take(ErasureStep step, Unfinished one) {
        Tally tally = new Tally(rows, one.id());
        switch (step) {
            case STOP -> sendings.stop(scopes.lock(one.participant()), clock.instant(), tally);
            case SERVICES -> sendings.takeBack(scopes.lock(one.participant()), clock.instant(), tally);
            case LEARNED -> {
                // Figures are made of words, and of what was learned.
                insights.close(one.participant());
                learned.forget(scopes.lock(one.participant()), tally);
            }
            case TEXTS -> words.empty(scopes.lock(one.participant()), clock.instant(), tally);
            case CHANNELS -> {
                return leave(one, tally);
            }
            case IDS -> hide(one, tally);
            case SIGNAL -> signal.changed();
            case REPORT -> {
                return end(one, tally);
            }
        }
        return true;
    }

    /** What was still to be sent to a service that did not answer has told where the person wrote until now. */
    private boolean end(Unfinished one, Tally tally) {
        ErasureScope scope = locked(one);
        sendings.sendNoMore(scope, clock.instant().minus(GIVEN_UP));
        if (sendings.areUnderWay(scope)) {
            return false;
        }
        forget(scope, tally);
        words.release(one.participant());
        return true;
    }

    private boolean leave(Unfinished one, Tally tally) {
        ErasureScope scope = locked(one);
        if (sendings.areUnderWay(scope) && clock.instant().isBefore(one.askedAt().plus(MAX_WAIT))) {
            return false;
        }
        forget(scope, tally);
        return true;
    }

    /** Waits for those who were writing down what the person said before it was forbidden, and empties that too. */
    private void hide(Unfinished one, Tally tally) {
        words.lock(one.participant());
        ErasureScope scope = locked(one);
        learned.forget(scope, tally);
        words.empty(scope, clock.instant(), tally);
        forget(scope, tally);
        words.hide(scope, tally);
    }

    private ErasureScope locked(Unfinished one) {
        ErasureScope scope = scopes.lock(one.participant());
        sendings.lock(scope);
        return scope;
    }

    private void forget(ErasureScope scope, Tally tally) {
        tally.add("left_behind", sendings.leftBehind(scope));
        channels.forget(scope, tally);
    }
}
