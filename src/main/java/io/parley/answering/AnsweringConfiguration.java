package io.parley.answering;

import io.parley.answering.model.AnswerJudge;
import io.parley.answering.model.ConfiguredModel;
import io.parley.answering.model.JudgePrompts;
import io.parley.answering.model.ModelMeter;
import io.parley.answering.model.ModelSettings;
import io.parley.answering.model.Prompts;
import io.parley.answering.words.Languages;
import io.parley.answering.words.Phrases;
import io.parley.answering.words.YamlFile;
import io.parley.channel.Language;
import io.parley.channel.text.Translation;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.search.Search;
import io.parley.knowledge.search.Thresholds;
import io.parley.settings.Live;
import io.parley.tracing.Steps;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/** Wires the parts of this package. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AnsweringSettings.class, ModelSettings.class})
class AnsweringConfiguration {

    private static final String TEXTS = "classpath:channels/texts.yaml";
    private static final String LANGUAGES = "classpath:channels/languages.yaml";
    private static final String NOBODY = "classpath:channels/nobody.yaml";
    private static final String PHRASES = "classpath:channels/phrases.yaml";

    @Bean
    QuestionSense questionSense(AnsweringSettings settings, ResourceLoader files) {
        return new QuestionSense(phrases(settings, files));
    }

    @Bean
    DataWishes dataWishes(AnsweringSettings settings, ResourceLoader files) {
        return new DataWishes(phrases(settings, files));
    }

    private static Phrases phrases(AnsweringSettings settings, ResourceLoader files) {
        return YamlFile.read(Stream.of(settings.phrases(), PHRASES).map(files::getResource).toList(), Phrases.class);
    }

    @Bean
    Answering answering(Search search, Knowledge knowledge, Live<Thresholds> thresholds, AnsweringSettings settings,
            ModelSettings model, ResourceLoader files, @Value("${parley.public-url:}") String publicUrl,
            @Value("${parley.serving:true}") boolean serving,
            InstantSource clock, ModelAllowance allowance, ModelMeter meter, Steps steps) {
        Prompts prompts = Prompts.read(settings.prompts(), files);
        Optional<ConfiguredModel> configured = model.configured().map(
                provider -> ConfiguredModel.of(provider, model, settings.rules(), prompts, links(settings, publicUrl),
                        clock, meter, steps));
        AnswerPolicy.Phrasebook phrases = AnswerPolicy.Phrasebook.of(phrases(settings, files), knowledge::entry);
        return new Answering(Language.each(language -> {
            AnswerTexts replies = new AnswerTexts(
                    YamlFile.read(texts(language, settings.texts(), serving, files), Texts.class),
                    knowledge::manners);
            return new Answering.Voice(
                    new AnswerPolicy(phrases, new ObservedSearch(search, steps), knowledge::entry, thresholds, settings,
                            replies,
                            configured.map(ConfiguredModel::model).orElse(null), allowance),
                    replies);
        }), Languages.read(files.getResource(LANGUAGES), files.getResource(settings.prompts() + "checks.yaml")),
                settings.timeLimit(), configured.orElse(null), steps);
    }

    @Bean
    AnswerJudge answerJudge(AnsweringSettings settings, ModelSettings model, ResourceLoader files, InstantSource clock,
            ModelMeter meter, Steps steps) {
        JudgePrompts prompts = JudgePrompts.read(settings.prompts(), files);
        return model.configured().map(provider -> ConfiguredModel.judge(provider, model, prompts, clock, meter, steps))
                .orElseGet(() -> AnswerJudge.without(prompts));
    }

    /**
     * The site's words in a language and, for what they lack, those that ship; where the site has words in one language only,
     * these are for everybody. Where nobody serves, none of them promises a person.
     */
    static List<Resource> texts(Language language, String own, boolean serving,
            ResourceLoader files) {
        if (!serving) {
            return resources(files, NOBODY, own, TEXTS);
        }
        String translated = language.in(own);
        if (language == Language.EN || !files.getResource(translated).exists()) {
            return resources(files, own, TEXTS);
        }
        String shipped = language.in(TEXTS);
        resources(files, translated, shipped).forEach(file -> Translation.check(file, files.getResource(TEXTS)));
        return resources(files, translated, shipped, own, TEXTS);
    }

    /** Files by name, each once. */
    private static List<Resource> resources(ResourceLoader files, String... names) {
        return Stream.of(names).distinct().map(files::getResource).toList();
    }

    private static List<String> links(AnsweringSettings settings, String publicUrl) {
        List<String> links = new ArrayList<>(settings.links());
        if (!publicUrl.isBlank()) {
            links.add(publicUrl);
        }
        return links;
    }
}
