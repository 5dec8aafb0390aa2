package io.parley.answering;

import io.parley.knowledge.faq.FaqEntry;
import io.parley.secrets.PersonalData;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a language model write an answer from FAQ entries, and lets only a checked one out. */
final class GroundedModel {

    private static final Logger LOG = LoggerFactory.getLogger(GroundedModel.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET = 16;
    private static final int LONGEST_QUESTION = 2_000;
    private static final int LONGEST_ENTRY = 2_000;
    private static final int MAX_LENGTH = 600;

    private final ModelCalls calls;
    private final String model;
    private final Prompts prompts;
    private final AnsweringSettings settings;
    private final List<String> links;
    private final AnswerCheck check;
    private final String mark = secret();

    /** The variables of {@code prompts/instructions.md}. */
    static final Set<String> INSTRUCTIONS = Set.of("longest", "mark");

    /** The variables of {@code prompts/question.md}. */
    static final Set<String> QUESTION = Set.of("fence", "entries", "messages", "question");

    GroundedModel(ModelCalls calls, String model, Prompts prompts, AnsweringSettings settings, List<String> links) {
        this.calls = calls;
        this.model = model;
        this.prompts = prompts;
        this.settings = settings;
        this.links = List.copyOf(links);
        this.check = new AnswerCheck(settings.longestAnswer(), prompts.words(), settings.citesEach());
    }

    /** The result of asking the model. */
    sealed interface Outcome {
        /** An answer that can be sent. */
        record Written(ModelAnswer answer) implements Outcome {}

        /** It says itself that it cannot answer. */
        record Declined(HandoverReason reason) implements Outcome {}

        /** It failed, or what it wrote cannot be sent. */
        record Unusable(HandoverReason reason) implements Outcome {}
    }

    Outcome answer(Question asked, List<FaqEntry> entries) {
        String fence = secret();
        String system = prompts.instructions()
                .with(Map.of("longest", String.valueOf(settings.longestAnswer()), "mark", mark));
        PersonalData own = new PersonalData(entries.stream().map(GroundedModel::published).toList());
        String user = prompts.question()
                .with(Map.of("fence", fence, "entries", numbered(entries), "messages", own.mask(messages(asked)),
                        "question", own.mask(cut(asked.text(), LONGEST_QUESTION))));
        return switch (calls.call(system, user)) {
            case ModelCalls.Outcome.Failed _ -> new Outcome.Unusable(HandoverReason.FAILURE);
            case ModelCalls.Outcome.Wrote wrote -> ModelReply.read(wrote.text())
                    .map(reply -> judged(reply, wrote, evidence(asked, entries, system, fence)))
                    .orElseGet(() -> new Outcome.Unusable(HandoverReason.FAILURE));
        };
    }

    private Outcome judged(ModelReply reply, ModelCalls.Outcome.Wrote wrote, Evidence evidence) {
        return switch (reply.outcome()) {
            case ANSWERED -> checked(reply, wrote, evidence);
            case UNKNOWN -> new Outcome.Declined(HandoverReason.MISSING_KNOWLEDGE);
            case UNSUPPORTED -> new Outcome.Declined(HandoverReason.UNSUPPORTED_REQUEST);
            case PERSON -> new Outcome.Declined(HandoverReason.ASKED_FOR_PERSON);
            case REFUSED -> new Outcome.Declined(HandoverReason.POLICY);
        };
    }

    private Outcome checked(ModelReply reply, ModelCalls.Outcome.Wrote wrote, Evidence evidence) {
        return switch (check.check(reply, evidence)) {
            case AnswerCheck.Verdict.Passed passed -> new Outcome.Written(new ModelAnswer(passed.text(),
                    passed.cited().stream().map(Reference::to).toList(), model, wrote.tokensIn(), wrote.tokensOut(),
                    wrote.millis()));
            case AnswerCheck.Verdict.Refused refused -> {
                LOG.info("The language model's answer is not sent: {}.", refused.problem());
                yield new Outcome.Unusable(refused.problem().reason());
            }
        };
    }

    private Evidence evidence(Question asked, List<FaqEntry> entries, String system, String fence) {
        List<String> said = new ArrayList<>(recent(asked).stream().map(Exchange::text).toList());
        said.add(asked.text());
        return new Evidence(entries, said, system, List.of(mark, fence), links);
    }

    private List<Exchange> recent(Question asked) {
        List<Exchange> history = asked.history();
        return history.subList(Math.max(0, history.size() - settings.messages()), history.size());
    }

    private String messages(Question asked) {
        String messages = recent(asked).stream()
                .map(message -> who(message.who()) + ": " + cut(message.text(), MAX_LENGTH).replace('\n', ' '))
                .collect(Collectors.joining("\n"));
        return messages.isEmpty() ? "-" : messages;
    }

    private static String who(Exchange.Who who) {
        return switch (who) {
            case PERSON -> "Customer";
            case BOT -> "Bot";
            case AGENT -> "Support agent";
        };
    }

    private static String numbered(List<FaqEntry> entries) {
        return Stream.iterate(0, i -> i < entries.size(), i -> i + 1).map(i -> numbered(i + 1, entries.get(i)))
                .collect(Collectors.joining("\n\n"));
    }

    private static String published(FaqEntry entry) {
        return entry.question() + "\n" + Objects.requireNonNullElse(entry.answer(), "");
    }

    private static String numbered(int number, FaqEntry entry) {
        String url = entry.url() == null ? "" : "\nPage: " + entry.url();
        return "[" + number + "] Question: " + entry.question() + "\nAnswer: "
                + cut(Objects.requireNonNullElse(entry.answer(), ""), LONGEST_ENTRY) + url;
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0,
                        text.codePointCount(0, longest) - 1)) + "…";
    }

    /** Letters only, so that it is found however it is written. */
    private static String secret() {
        return RANDOM.ints(SECRET, 'a', 'z' + 1).collect(StringBuilder::new, StringBuilder::appendCodePoint,
                StringBuilder::append).toString();
    }
}
