package io.parley.answering.model;

import io.parley.secrets.CleanText;
import io.parley.secrets.PersonalData;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Has a language model judge answers that were given. It reads the question, the messages before it, the answer and what the
 * answer cites, with tokens in the place of personal data; not where the answer is from, how sure it was or who liked it.
 */
public final class AnswerJudge implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MESSAGES = 6;
    private static final int MAX_TEXT = 4_000;
    private static final int MAX_CONTEXT = 8_000;
    private static final int MAX_WHY = 300;
    private static final int MAX_TRIES = 2;

    private final JudgePrompts prompts;
    private final @Nullable ModelCalls calls;
    private final String model;
    /** Some models take no temperature but their own. */
    private volatile boolean takesTemperature = true;

    private AnswerJudge(JudgePrompts prompts, @Nullable ModelCalls calls, String model) {
        this.prompts = prompts;
        this.calls = calls;
        this.model = model;
    }

    /** One without a model, which judges nothing. */
    public static AnswerJudge without(JudgePrompts prompts) {
        return new AnswerJudge(prompts, null, "");
    }

    static AnswerJudge with(JudgePrompts prompts, ModelCalls calls, String model) {
        return new AnswerJudge(prompts, calls, model);
    }

    /**
     * An answer that was given.
     *
     * @param asked the question, with the messages before it
     * @param context what it cites
     */
    public record Given(Transcript asked, String answer, List<String> context) {
        public Given {
            context = List.copyOf(context);
        }
    }

    /** The result of asking the model. */
    public sealed interface Outcome {
        /**
         * It judged.
         *
         * @param why a sentence, which may have tokens in the place of personal data
         */
        record Judged(Relevance label, String why, int tokensIn, int tokensOut) implements Outcome {}

        /** Twice it wrote what cannot be read. */
        record Unreadable(int tokensIn, int tokensOut) implements Outcome {}

        /** It could not be asked. */
        record Failed(ModelError error) implements Outcome {}
    }

    /** Whether there is a model. */
    public boolean isConfigured() {
        return calls != null;
    }

    /** The model's name; empty without one. */
    public String model() {
        return model;
    }

    /** The version of the prompt. */
    public String version() {
        return prompts.version();
    }

    /** Asks the model, a second time when it writes what cannot be read. */
    public Outcome judge(Given given) {
        return judge(given, 0);
    }

    /**
     * The same within a limit.
     *
     * @param most so many tokens may judging take in a day; 0 for any
     */
    public Outcome judge(Given given, long most) {
        if (calls == null) {
            return new Outcome.Failed(ModelError.NOT_CALLED);
        }
        String user = user(given);
        int tokensIn = 0;
        int tokensOut = 0;
        for (int i = 0; i < MAX_TRIES; i++) {
            switch (ask(calls, user, most)) {
                case ModelCalls.Outcome.Failed(ModelError error) -> {
                    return new Outcome.Failed(error);
                }
                case ModelCalls.Outcome.Wrote wrote -> {
                    tokensIn += wrote.tokensIn();
                    tokensOut += wrote.tokensOut();
                    Optional<Outcome> read = read(wrote.text(), tokensIn, tokensOut);
                    if (read.isPresent()) {
                        return read.get();
                    }
                }
            }
        }
        return new Outcome.Unreadable(tokensIn, tokensOut);
    }

    private ModelCalls.Outcome ask(ModelCalls asked, String user, long most) {
        String system = prompts.instructions().with(Map.of());
        ModelCalls.Outcome outcome = asked.call(system, user, takesTemperature ? 0.0 : null, most);
        if (takesTemperature && outcome.equals(new ModelCalls.Outcome.Failed(ModelError.BAD_REQUEST))) {
            takesTemperature = false;
            return asked.call(system, user, null, most);
        }
        return outcome;
    }

    private String user(Given given) {
        Stream<String> names = Stream.concat(given.asked().texts(), Stream.of(given.answer()))
                .flatMap(text -> CleanText.given(text).stream());
        PersonalData own = new PersonalData(given.context(), Stream.concat(given.asked().names().stream(), names)
                .toList());
        Transcript asked = GroundedModel.masked(given.asked().last(MESSAGES), own);
        String context = given.context().isEmpty() ? "-" : String.join("\n\n", given.context());
        return prompts.answer().with(Map.of("fence", GroundedModel.secret(), "messages", GroundedModel.messages(asked),
                "question", GroundedModel.cut(asked.question(), MAX_TEXT),
                "answer", GroundedModel.cut(GroundedModel.masked(given.answer(), own), MAX_TEXT),
                "context", GroundedModel.cut(context, MAX_CONTEXT)));
    }

    private static Optional<Outcome> read(String written, int tokensIn, int tokensOut) {
        int start = written.indexOf('{');
        int end = written.lastIndexOf('}');
        if (start < 0 || end < start || written.length() > ModelReply.LONGEST) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(written.substring(start, end + 1));
            String why = Objects.requireNonNull(node.path("why").asString("")).replace("\0", "").strip();
            return Relevance.of(node.path("label").asString(""))
                    .map(label -> new Outcome.Judged(label, GroundedModel.cut(line(why), MAX_WHY), tokensIn,
                            tokensOut));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private static String line(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining(" "));
    }

    @Override
    public void close() {
        if (calls != null) {
            calls.close();
        }
    }
}
