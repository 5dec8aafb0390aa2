package io.parley.answering;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.parley.answering.model.ConfiguredModel;
import io.parley.answering.model.ModelHealth;
import io.parley.answering.model.ModelMeter;
import io.parley.answering.model.ModelSettings;
import io.parley.answering.model.Prompts;
import io.parley.answering.words.Languages;
import io.parley.answering.words.Phrases;
import io.parley.answering.words.YamlFile;
import io.parley.channel.Language;
import io.parley.fake.model.FakeModels;
import io.parley.fake.model.Protocol;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.search.Search;
import io.parley.knowledge.search.Thresholds;
import io.parley.tracing.Steps;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.DefaultResourceLoader;

/** Answering over a {@link Faq}, put together by hand. */
final class Bot implements AutoCloseable {

    static final int MODEL_CALLS_AT_ONCE = 2;
    static final Thresholds THRESHOLDS = new Thresholds(0.5, 0.15, 0.05);
    static final AnsweringSettings SETTINGS = new AnsweringSettings("classpath:channels/texts.yaml",
            "classpath:channels/phrases.yaml", "classpath:prompts/", 0.1, 3, 5, 6, 1500, Duration.ofSeconds(18), true,
            List.of());
    static final Texts TEXTS = YamlFile.read(
            new DefaultResourceLoader().getResource("classpath:channels/texts.yaml"), Texts.class);
    static final Languages LANGUAGES = Languages.read(
            new DefaultResourceLoader().getResource("classpath:channels/languages.yaml"),
            new DefaultResourceLoader().getResource("classpath:prompts/checks.yaml"));
    static final Phrases PHRASES = YamlFile.read(
            new DefaultResourceLoader().getResource("classpath:channels/phrases.yaml"), Phrases.class);

    final Faq faq;
    private final @Nullable ConfiguredModel model;
    private final Answering answering;

    private Bot(Faq faq, @Nullable ConfiguredModel model) {
        this(faq, faq, faq::entry, model, ModelAllowance.WITHOUT_LIMIT);
    }

    private Bot(Faq faq, Search search, Function<FaqId, Optional<FaqEntry>> entries, @Nullable ConfiguredModel model,
            ModelAllowance allowance) {
        this.faq = faq;
        this.model = model;
        AnswerPolicy.Phrasebook phrases = AnswerPolicy.Phrasebook.of(PHRASES, entries);
        this.answering = new Answering(Language.each(language -> {
            AnswerTexts replies = new AnswerTexts(texts(language));
            return new Answering.Voice(new AnswerPolicy(phrases, search, entries, () -> THRESHOLDS, SETTINGS, replies,
                    model == null ? null : model.model(), allowance), replies);
        }), LANGUAGES, SETTINGS.timeLimit(), model, Steps.unobserved());
    }

    /** The bot's own texts in a language; English where the translation lacks one. */
    static Texts texts(Language language) {
        return YamlFile
                .read(List.of(new DefaultResourceLoader().getResource(language.in("classpath:channels/texts.yaml")),
                        new DefaultResourceLoader().getResource("classpath:channels/texts.yaml")), Texts.class);
    }

    /** Answering over a real search. */
    static Bot over(Search search, Function<FaqId, Optional<FaqEntry>> entries) {
        return new Bot(new Faq(), search, entries, null, ModelAllowance.WITHOUT_LIMIT);
    }

    static Bot withoutModel() {
        return new Bot(new Faq(), null);
    }

    static Bot with(FakeModels models, Protocol protocol) {
        return with(settings(models, protocol, FakeModels.KEY, FakeModels.MODEL, Duration.ofSeconds(5)));
    }

    static Bot with(ModelSettings settings) {
        CircuitBreakerConfig breaker = CircuitBreakerConfig.custom().slidingWindowSize(4).minimumNumberOfCalls(4)
                .waitDurationInOpenState(Duration.ofMillis(200)).permittedNumberOfCallsInHalfOpenState(1).build();
        return new Bot(new Faq(),
                ConfiguredModel.of(settings.configured().orElseThrow(), settings, SETTINGS.rules(),
                        Prompts.read("classpath:prompts/", new DefaultResourceLoader()),
                        List.of("https://shop.example/chat"), breaker, InstantSource.system(), ModelMeter.FREE,
                        Steps.unobserved()));
    }

    /** The same bot, which takes leave for each call of the model. */
    static Bot allowing(ModelAllowance allowance, FakeModels models, Protocol protocol) {
        ModelSettings settings = settings(models, protocol, FakeModels.KEY, FakeModels.MODEL, Duration.ofSeconds(5));
        Faq faq = new Faq();
        return new Bot(faq, faq, faq::entry, with(settings).model, allowance);
    }

    static ModelSettings settings(FakeModels models, Protocol protocol, String key, String model, Duration timeout) {
        return new ModelSettings(protocol.word(), models.baseUrl(protocol), key, model, timeout, MODEL_CALLS_AT_ONCE,
                500);
    }

    Answer asks(String text, Exchange... history) {
        return answering.answer(Question.of(text, List.of(history)));
    }

    Answer asks(Question question) {
        return answering.answer(question);
    }

    ModelHealth health() {
        return answering.modelHealth();
    }

    @Override
    public void close() {
        answering.close();
    }
}
