package io.parley.answering;

import io.parley.answering.model.ConfiguredModel;
import io.parley.answering.model.ModelHealth;
import io.parley.answering.words.Languages;
import io.parley.channel.Language;
import io.parley.tracing.Steps;
import io.parley.tracing.Steps.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers questions. */
public class Answering implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

    private final Map<Language, Voice> voices;
    private final Languages languages;
    private final Duration timeLimit;
    private final @Nullable ConfiguredModel model;
    private final Steps steps;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Answering(Map<Language, Voice> voices, Languages languages, Duration timeLimit, @Nullable ConfiguredModel model,
            Steps steps) {
        this.voices = voices;
        this.languages = languages;
        this.timeLimit = timeLimit;
        this.model = model;
        this.steps = steps;
    }

    /**
     * The bot as it speaks one language.
     *
     * @param decision what a question gets
     * @param replies the bot's words
     */
    record Voice(AnswerPolicy decision, AnswerTexts replies) {}

    private Voice in(Language language) {
        return Objects.requireNonNull(voices.get(language));
    }

    /** The language in which somebody writes; empty when a text is too short to tell, or in none that the bot speaks. */
    public Optional<Language> languageOf(String text) {
        return languages.of(text);
    }

    /**
     * The answer to a question, within 20 seconds; nothing that a person wrote and nothing that a model did makes it
     * throw. When something in here is broken, a person takes over.
     */
    public Answer answer(Question question) {
        Function<Question, Answer> decision = steps.carried(this::decided);
        Future<Answer> answer = threads.submit(() -> decision.apply(question));
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

    private Answer decided(Question question) {
        return steps.time(Step.DECIDE, () -> in(question.language()).decision.on(question));
    }

    /**
     * The choice that a typed text makes among the choices that are still open after the history. Empty when the text
     * is something else or no choices are open.
     */
    public Optional<Pick> pick(String text, List<Exchange> history) {
        return in(Language.EN).decision.pick(text, history);
    }

    /** Whether somebody asks to talk to a person. */
    public boolean asksForPerson(String text) {
        return in(Language.EN).decision.asksForPerson(text);
    }

    /** Whether a text has a question in it; courtesies and the mere wish for a person have none. */
    public boolean hasQuestion(String text) {
        return in(Language.EN).decision.hasQuestion(text);
    }

    /** The reply where no answer could be found or stored: a person takes over. */
    public Answer failure(Language language) {
        return in(language).replies.handover(HandoverReason.FAILURE);
    }

    /** The reply that replaces a hand-over when the limit of hand-overs is reached. */
    public Answer limited(Language language) {
        return in(language).replies.notice(Notice.Kind.LIMITED);
    }

    /** How the language model does. */
    public ModelHealth modelHealth() {
        return model == null ? ModelHealth.ABSENT : spent(model.health());
    }

    private ModelHealth spent(ModelHealth health) {
        return health.withSpent(health.spent() || in(Language.EN).decision.isModelSpent());
    }

    /** Asks the model one word now, which costs a few tokens, and says how that went. Takes as long as a call may. */
    public ModelHealth examineModel() {
        return model == null ? ModelHealth.ABSENT : model.examine();
    }

    /** Whether there is a language model. */
    public boolean hasModel() {
        return model != null;
    }

    /** How else customers would ask something, in a model's words; nothing without a model. Takes as long as a call may. */
    public List<String> otherWays(String question) {
        return model == null ? List.of() : model.otherWays(question);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        if (model != null) {
            model.close();
        }
    }

    private Answer fallback(Question question) {
        AnswerTexts replies = in(question.language()).replies;
        return question.ticketOpen() ? replies.notice(Notice.Kind.WAITING) : replies.handover(HandoverReason.FAILURE);
    }
}
