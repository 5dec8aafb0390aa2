package io.parley.answering.model;

import io.parley.knowledge.faq.FaqEntry;
import io.parley.secrets.CleanText;
import io.parley.secrets.PersonalData;
import io.parley.secrets.SecretMask;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a language model write an answer from FAQ entries, and lets only a checked one out. */
public final class GroundedModel {

    private static final Logger LOG = LoggerFactory.getLogger(GroundedModel.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET = 16;
    private static final int MAX_QUESTION = 2_000;
    private static final int MAX_ENTRY = 2_000;
    private static final int MAX_MESSAGE = 600;

    private final ModelCalls calls;
    private final String model;
    private final Prompts prompts;
    private final AnswerRules rules;
    private final List<String> links;
    private final AnswerCheck check;
    private final String mark = secret();

    /** The variables of {@code prompts/instructions.md}. */
    static final Set<String> INSTRUCTIONS = Set.of("longest", "mark");

    /** The variables of {@code prompts/question.md}. */
    static final Set<String> QUESTION = Set.of("fence", "entries", "messages", "question");

    GroundedModel(ModelCalls calls, String model, Prompts prompts, AnswerRules rules, List<String> links) {
        this.calls = calls;
        this.model = model;
        this.prompts = prompts;
        this.rules = rules;
        this.links = List.copyOf(links);
        this.check = new AnswerCheck(rules.longestAnswer(), prompts.words(), rules.citesEach());
    }

    /** An answer to the question from these entries, unless the model declines, fails, or writes what cannot be sent. */
    public ModelOutcome answer(Transcript transcript, List<FaqEntry> entries) {
        PersonalData own = own(transcript, entries);
        Transcript asked = masked(transcript.last(rules.messages()), own);
        String fence = secret();
        String system = prompts.instructions()
                .with(Map.of("longest", String.valueOf(rules.longestAnswer()), "mark", mark));
        String user = prompts.question()
                .with(Map.of("fence", fence, "entries", numbered(entries), "messages", messages(asked),
                        "question", cut(asked.question(), MAX_QUESTION)));
        return switch (calls.call(system, user)) {
            case ModelCalls.Outcome.Failed(ModelError error) -> error == ModelError.OVER_BUDGET
                    ? new ModelOutcome.Spent()
                    : new ModelOutcome.Unusable(false);
            case ModelCalls.Outcome.Wrote wrote -> ModelReply.read(wrote.text())
                    .map(reply -> judged(reply, wrote, evidence(asked, entries, system, fence, own)))
                    .orElseGet(() -> new ModelOutcome.Unusable(false));
        };
    }

    private ModelOutcome judged(ModelReply reply, ModelCalls.Outcome.Wrote wrote, Evidence evidence) {
        return switch (reply.outcome()) {
            case ANSWERED -> checked(reply, wrote, evidence);
            case UNKNOWN -> new ModelOutcome.Declined(ModelOutcome.Why.UNKNOWN);
            case UNSUPPORTED -> new ModelOutcome.Declined(ModelOutcome.Why.UNSUPPORTED);
            case PERSON -> new ModelOutcome.Declined(ModelOutcome.Why.PERSON);
            case REFUSED -> new ModelOutcome.Declined(ModelOutcome.Why.REFUSED);
        };
    }

    private ModelOutcome checked(ModelReply reply, ModelCalls.Outcome.Wrote wrote, Evidence evidence) {
        return switch (check.check(reply, evidence)) {
            case AnswerCheck.Verdict.Passed passed -> new ModelOutcome.Written(passed.text(), passed.cited(), model,
                    wrote.tokensIn(), wrote.tokensOut(), wrote.millis());
            case AnswerCheck.Verdict.Refused refused -> {
                LOG.info("The language model's answer is not sent: {}.", refused.problem());
                yield new ModelOutcome.Unusable(refused.problem().isHarmful());
            }
        };
    }

    private Evidence evidence(Transcript asked, List<FaqEntry> entries, String system, String fence,
            PersonalData own) {
        List<String> said = asked.texts().map(PersonalData::without).toList();
        return new Evidence(entries, said, system, List.of(mark, fence), links, own);
    }

    /** What the model is not told: of those who are known, and who tell their names in any of the messages. */
    private static PersonalData own(Transcript transcript, List<FaqEntry> entries) {
        Stream<String> given = transcript.texts().flatMap(text -> CleanText.given(text).stream());
        return new PersonalData(entries.stream().map(GroundedModel::published).toList(),
                Stream.concat(transcript.names().stream(), given).toList());
    }

    /** In signs that everybody reads alike, so that no token is spelled in others. */
    static Transcript masked(Transcript transcript, PersonalData own) {
        return transcript.with(text -> masked(text, own));
    }

    static String masked(String text, PersonalData own) {
        return own.mask(SecretMask.mask(PlainText.signs(text)));
    }

    static String messages(Transcript asked) {
        String messages = asked.before().stream()
                .map(line -> line.speaker().shown() + ": " + cut(line.text(), MAX_MESSAGE).replace('\n', ' '))
                .collect(Collectors.joining("\n"));
        return messages.isEmpty() ? "-" : messages;
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
                + cut(Objects.requireNonNullElse(entry.answer(), ""), MAX_ENTRY) + url;
    }

    static String cut(String text, int longest) {
        return text.length() <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0,
                        text.codePointCount(0, longest) - 1)) + "…";
    }

    /** Letters only, so that it is found however it is written. */
    static String secret() {
        return RANDOM.ints(SECRET, 'a', 'z' + 1).collect(StringBuilder::new, StringBuilder::appendCodePoint,
                StringBuilder::append).toString();
    }
}
