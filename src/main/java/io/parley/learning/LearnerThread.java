package io.parley.learning;

import io.parley.cluster.Notifications;
import io.parley.cluster.StartupPhase;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Learns as soon as something was said, and looks from time to time whether something was missed. */
@Component
@ConditionalOnBooleanProperty(name = "parley.serving", matchIfMissing = true)
class LearnerThread implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(LearnerThread.class);
    private static final Duration LOOK = Duration.ofSeconds(15);
    /**
     * The time for which verdicts are gathered after the first one, so that one pass learns them all: each pass trains
     * all classifiers.
     */
    private static final Duration GATHER = Duration.ofMillis(800);

    private final Learner learner;
    private final AgentsAnswers agentsAnswers;
    private final TaughtTickets taught;
    private final Semaphore said = new Semaphore(0);
    private volatile boolean running;

    LearnerThread(Learner learner, AgentsAnswers agentsAnswers, TaughtTickets taught, Notifications notifications) {
        this.taught = taught;
        this.learner = learner;
        this.agentsAnswers = agentsAnswers;
        notifications.listen(LessonRecorder.TOPIC, subject -> said.release());
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("learner").start(this::learnOnAndOn);
    }

    private void learnOnAndOn() {
        while (running) {
            try {
                taught.teach();
                learner.learn();
                agentsAnswers.suggest();
                if (said.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    Thread.sleep(GATHER);
                    said.drainPermits();
                }
            } catch (RuntimeException | Error e) {
                log.warn("Nothing can be learned just now; what was said is kept and learned later: {}",
                        e.getMessage());
                rest();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void rest() {
        try {
            said.tryAcquire(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            running = false;
        }
    }

    @Override
    public void stop() {
        running = false;
        said.release();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return StartupPhase.INBOX;
    }
}
