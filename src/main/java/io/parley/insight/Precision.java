package io.parley.insight;

import io.parley.judge.FaqAnswers;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Component;

/** How many of the FAQ's answers are right. Each source says it for itself, and they are never put together. */
@Component
public class Precision {
    private final FaqAnswers judged;

    Precision(FaqAnswers judged) {
        this.judged = judged;
    }

    /** From where it is known whether an answer is right. */
    public enum Source {
        /** Customers' votes, which few give. */
        VOTES,
        /** People at the desk, who saw samples without their source. */
        PEOPLE,
        /** A language model, which saw samples. */
        MODEL
    }

    /** The share of right ones among the answers of which a source says something. */
    public record Row(Source source, Share share) {}

    /**
     * By all sources, from one day to another, both included.
     *
     * @param total the figures of these days
     */
    public List<Row> between(LocalDate from, LocalDate to, Figures total) {
        return List.of(new Row(Source.VOTES, total.share("liked_faq")),
                new Row(Source.PEOPLE, share(judged.byPeople(from, to))),
                new Row(Source.MODEL, share(judged.byModel(from, to))));
    }

    /** Each answer of a sample stands for several. */
    private static Share share(FaqAnswers.Right right) {
        return Share.estimated(right.share(), right.labelled(), right.effective());
    }
}
