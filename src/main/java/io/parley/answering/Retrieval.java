package io.parley.answering;

import io.parley.answering.words.FollowUpDetector;
import io.parley.answering.words.Words;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Search;
import io.parley.knowledge.search.Thresholds;
import io.parley.settings.Live;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Searches the FAQ for what a question means, with what was said before where it leans on that. */
final class Retrieval {

    private static final double SURE = 0.83;
    private static final double CONTEXT = 0.41;
    private static final double CONTEXT_OF_LITTLE = 0.73;
    /** A longer text names what it is about. */
    private static final int LONGEST_IN_CONTEXT = 300;
    /** The number of characters of an earlier question that are used as its topic. */
    private static final int LONGEST_TOPIC = 200;

    private final Search search;
    private final Function<FaqId, Optional<FaqEntry>> entries;
    private final Live<Thresholds> thresholds;
    private final FollowUpDetector leaning;
    private final Predicate<String> smallTalk;

    /**
     * Searches.
     *
     * @param entries   looks an entry up
     * @param smallTalk whether a text is none that could name a topic
     */
    Retrieval(Search search, Function<FaqId, Optional<FaqEntry>> entries, Live<Thresholds> thresholds,
            FollowUpDetector leaning,
            Predicate<String> smallTalk) {
        this.search = search;
        this.entries = entries;
        this.thresholds = thresholds;
        this.leaning = leaning;
        this.smallTalk = smallTalk;
    }

    RetrievalResult find(Question question) {
        FollowUpDetector.Degree degree = leaning.of(question.text());
        String text = degree == FollowUpDetector.Degree.NONE ? question.text() : leaning.withoutOpener(question.text());
        List<Hit> alone = search.meanings(text, Search.MAX_HITS);
        if (isPhrasing(question.text(), alone) || text.length() > LONGEST_IN_CONTEXT) {
            return RetrievalResult.of(alone);
        }
        return Topic.of(question.history(), entries, this::namesNothing)
                .filter(topic -> needsContext(RetrievalResult.of(alone), degree, text, topic))
                .map(topic -> inContext(text, alone, topic, degree)).orElseGet(() -> RetrievalResult.of(alone));
    }

    /** Whether the text is, word for word, a way in which the best entry is asked for; then nothing else is meant. */
    private static boolean isPhrasing(String text, List<Hit> hits) {
        return hits.stream().limit(1).anyMatch(hit -> text.strip().equalsIgnoreCase(hit.matchedPhrasing())
                || text.strip().equalsIgnoreCase(hit.entry().question()));
    }

    /**
     * A question that the search is sure of needs no context, unless it points at something. One that finds nothing and
     * stands by itself is a new one, unless it speaks of what the conversation is about.
     */
    private boolean needsContext(RetrievalResult alone, FollowUpDetector.Degree degree, String text, Topic topic) {
        return switch (degree) {
            case NONE -> !alone.confidence().atLeast(SURE)
                    && (alone.confidence().atLeast(thresholds.now().choices()) || speaksOf(topic, text));
            case SOME -> !alone.confidence().atLeast(SURE);
            case MUCH -> true;
        };
    }

    private boolean speaksOf(Topic topic, String text) {
        String about = topic.entry() == null ? "" : textOf(topic.entry());
        return !Collections.disjoint(Words.contentStems(leaning.gist(text)),
                Words.contentStems(leaning.gist(topic.question() + " " + about)));
    }

    private static String textOf(FaqEntry entry) {
        return String.join(" ", entry.question(), Objects.requireNonNullElse(entry.answer(), ""),
                Objects.requireNonNullElse(entry.url(), ""), entry.keywords());
    }

    private RetrievalResult inContext(String text, List<Hit> alone, Topic topic, FollowUpDetector.Degree degree) {
        FaqEntry about = topic.entry() == null ? likeliest(topic) : topic.entry();
        List<Hit> afterQuestion = search.meanings(leaning.gist(beginning(topic)) + " " + text, Search.MAX_HITS);
        List<Hit> afterKeywords = search.meanings(Topic.keywords(about) + " " + text, Search.MAX_HITS);
        ContextReranker context = new ContextReranker(alone, List.of(afterQuestion, afterKeywords), about,
                topic.entry());
        return RetrievalResult.inContext(context.hits(weight(text), degree == FollowUpDetector.Degree.MUCH), alone);
    }

    /** The less a question says by itself, the more what was said before counts. */
    private double weight(String text) {
        return leaning.saysLittle(text) ? CONTEXT_OF_LITTLE : CONTEXT;
    }

    private @Nullable FaqEntry likeliest(Topic topic) {
        return search.meanings(beginning(topic), 1).stream().map(Hit::entry).findFirst().orElse(null);
    }

    private static String beginning(Topic topic) {
        String question = topic.question();
        return question.substring(0, Math.min(question.length(), LONGEST_TOPIC));
    }

    private boolean namesNothing(String text) {
        return smallTalk.test(text) || leaning.of(text) != FollowUpDetector.Degree.NONE;
    }
}
