package io.parley.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.ranking.Confidence;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Search;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Entries that say the same: each meaning is offered once, and the best entry of the meant one answers. */
class MeaningsTest {

    private static final FaqEntry CANCEL = entry("cancel", "How do I cancel?", "Press cancel.", "cancel_order");
    private static final FaqEntry STOP = entry("stop", "Stop my order", "Choose cancel.", "cancel_order");
    private static final FaqEntry TRACK = entry("track", "Where is my order?", "Follow the link.", "track_order");

    private static FaqEntry entry(String id, String question, String answer, String intent) {
        return new FaqEntry(new FaqId(id), question, answer, "", "", null, null, null, "en",
                FaqEntry.State.PUBLISHED, 1, intent);
    }

    private static Hit hit(FaqEntry entry, double own, FaqEntry standsFor, double together, FaqEntry... others) {
        return new Hit(entry, entry.question(), own, new Confidence(own),
                new Hit.Meaning(standsFor.id(), together, new Confidence(together), List.of(others)));
    }

    private static Hit hit(FaqEntry entry) {
        return hit(entry, 0.3, entry, 0.3, TRACK);
    }

    private static Answer asks(String text, List<Hit> hits, Exchange... history) {
        Search search = (asked, k) -> hits.stream().limit(k).toList();
        try (Bot bot = Bot.over(search, id -> Stream.of(CANCEL, STOP, TRACK).filter(one -> one.id().equals(id))
                .findFirst())) {
            return bot.asks(text, history);
        }
    }

    @Test
    void answersWithTheBestEntryWhenAllThatSayTheSameAreSureTogether() {
        Answer answer = asks("please stop the order that I made", List.of(hit(TRACK, 0.3, TRACK, 0.3),
                hit(STOP, 0.28, CANCEL, 0.55, CANCEL), hit(CANCEL, 0.27, CANCEL, 0.55, STOP)));

        assertThat(answer).isInstanceOfSatisfying(FaqAnswer.class, faq -> {
            assertThat(faq.reference().entry()).isEqualTo(STOP.id());
            assertThat(faq.text()).isEqualTo("Choose cancel.");
            assertThat(faq.confidence().value()).isEqualTo(0.55);
        });
    }

    @Test
    void offersEachMeaningOnce() {
        Answer answer = asks("something with the order that I made", List.of(hit(STOP, 0.2, CANCEL, 0.35, CANCEL),
                hit(TRACK, 0.3, TRACK, 0.3), hit(CANCEL, 0.15, CANCEL, 0.35, STOP)));

        assertThat(answer).isInstanceOf(Choices.class);
        assertThat(answer.suggestions()).extracting(Suggestion::entry).containsExactly(STOP.id(), TRACK.id());
    }

    @Test
    void offersOnlyWhatIsLikelyEnoughByItself() {
        double choices = Bot.THRESHOLDS.choices();
        Answer one = asks("something with the order that I made",
                List.of(hit(STOP, 0.35, STOP, 0.35), hit(TRACK, choices - 0.01, TRACK, choices - 0.01)));
        Answer two = asks("something with the order that I made",
                List.of(hit(STOP, 0.35, STOP, 0.35), hit(TRACK, choices, TRACK, choices)));

        assertThat(one.suggestions()).extracting(Suggestion::entry).containsExactly(STOP.id());
        assertThat(two.suggestions()).extracting(Suggestion::entry).containsExactly(STOP.id(), TRACK.id());
    }

    @Test
    void aModelWritesFromSeveralThatSayTheSameAndFromTheOthers() {
        RetrievalResult alike = RetrievalResult
                .of(List.of(hit(STOP, 0.35, CANCEL, 0.35, CANCEL), hit(TRACK, 0.05, TRACK, 0.05)));
        assertThat(alike.isOneMeaning()).isTrue();
        assertThat(alike.entries(5)).containsExactly(STOP, CANCEL, TRACK);
        assertThat(alike.entries(2)).containsExactly(STOP, CANCEL);

        assertThat(RetrievalResult.of(List.of(hit(STOP, 0.35, CANCEL, 0.35, CANCEL), hit(TRACK, 0.3, TRACK, 0.3)))
                .isOneMeaning()).isFalse();
        assertThat(RetrievalResult.of(List.of(hit(TRACK, 0.3, TRACK, 0.3))).isOneMeaning()).isFalse();
    }

    @Test
    void doesNotOfferWhatWasRejectedInOtherWords() {
        List<Hit> hits = List.of(hit(STOP, 0.2, CANCEL, 0.35, CANCEL), hit(TRACK, 0.3, TRACK, 0.3));
        Answer answer = asks("something with the order that I made", hits,
                Exchange.person("my order"), Exchange.offering("Did you mean?", List.of(CANCEL.id())),
                Exchange.person("none of these"), Exchange.bot("Please say it in other words."));

        assertThat(answer.suggestions()).extracting(Suggestion::entry).containsExactly(TRACK.id());
    }

    @Test
    void entriesWithOneAnswerSayTheSame() {
        FaqEntry other = entry("other", "How do I undo it?", "Press cancel.", "");
        assertThat(hit(CANCEL).says(STOP)).isTrue();
        assertThat(hit(CANCEL).says(other)).isTrue();
        assertThat(hit(STOP).says(TRACK)).isFalse();
        assertThat(entry("a", "A?", "A.", "").meansTheSameAs(entry("b", "B?", "B.", ""))).isFalse();
    }
}
