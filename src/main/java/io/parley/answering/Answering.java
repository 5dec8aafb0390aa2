package io.parley.answering;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers questions. */
public class Answering implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

    private final Decision decision;
    private final Replies replies;
    private final Duration timeLimit;
    private final @Nullable ConfiguredModel model;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Answering(Decision decision, Replies replies, Duration timeLimit, @Nullable ConfiguredModel model) {
        this.decision = decision;
        this.replies = replies;
        this.timeLimit = timeLimit;
        this.model = model;
    }

    /**
     * The answer to a question, within 20 seconds; nothing that a person wrote and nothing that a model did makes it
     * throw. When something in here is broken, a person takes over.
     */
    public Answer answer(Question question) {
        Future<Answer> answer = threads.submit(() -> decision.on(question));
        try {
            return answer.get(timeLimit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.error("No answer within {} ms.", timeLimit.toMillis());
        } catch (ExecutionException e) {
            LOG.error("No answer, because of a fault.", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            answer.cancel(true);
        }
        return fallback(question);
    }

    /**
     * What typed words do with the choices that stand open after what was said; empty when they are something else, or when
     * none stand open.
     */
    public Optional<Pick> pick(String text, List<Exchange> history) {
        return decision.pick(text, history);
    }

    /** Whether somebody asks to talk to a person. */
    public boolean asksForPerson(String text) {
        return decision.asksForPerson(text);
    }

    /** What is said where no answer could be found or kept: a person takes over. */
    public Answer failure() {
        return replies.handoff(HandoffReason.FAILURE);
    }

    /** What is said instead of a hand-over where no more are allowed. */
    public Answer limited() {
        return replies.notice(Notice.Kind.LIMITED);
    }

    /** How the language model does. */
    public ModelHealth modelHealth() {
        return model == null ? ModelHealth.ABSENT : model.health().withSpent(decision.isModelSpent());
    }

    /** Asks the model one word now, which costs a few tokens, and says how that went. Takes as long as a call may. */
    public ModelHealth examineModel() {
        return model == null ? ModelHealth.ABSENT : model.examine();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        if (model != null) {
            model.close();
        }
    }

    private Answer fallback(Question question) {
        return question.ticketOpen() ? replies.notice(Notice.Kind.WAITING) : replies.handoff(HandoffReason.FAILURE);
    }
}
