package io.parley.learning;

import io.parley.answering.Answering;
import io.parley.answering.ModelAllowance;
import io.parley.answering.QuestionSense;
import io.parley.knowledge.Likeness;
import io.parley.learning.Sources.Asked;
import io.parley.learning.gap.Gaps;
import io.parley.learning.suggestion.Offer;
import io.parley.learning.suggestion.Offer.Way;
import io.parley.learning.suggestion.TicketTeaching;
import io.parley.learning.suggestion.Told;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds in a ticket what its agent could teach: what the customer asked, what was told, and how others ask it. */
@Component
public class TicketOffers {
    private static final int MOST_ALIKE = 8;

    private final Sources sources;
    private final QuestionSense sense;
    private final Likeness likeness;
    private final Gaps gaps;
    private final TicketTeaching teaching;
    private final Answering answering;
    private final ModelAllowance allowance;

    TicketOffers(Sources sources, QuestionSense sense, Likeness likeness, Gaps gaps, TicketTeaching teaching,
            Answering answering, ModelAllowance allowance) {
        this.answering = answering;
        this.allowance = allowance;
        this.sources = sources;
        this.sense = sense;
        this.likeness = likeness;
        this.gaps = gaps;
        this.teaching = teaching;
    }

    /** What was asked and told on a ticket, as it was said; empty where no customer wrote. The question may be empty. */
    public Optional<Told> told(long ticket) {
        return asked(ticket).stream().findFirst()
                .or(() -> sources.opening(ticket).map(message -> new Asked("", message)))
                .map(asked -> sources.told(ticket, asked, sources.replies(ticket)));
    }

    /** What could be taught from that. */
    public Offer offer(long ticket, Told told) {
        List<String> own = asked(ticket).stream().skip(1).map(Asked::text).toList();
        List<String> alike = told.question().isEmpty()
                ? List.of()
                : gaps.alike(likeness.vector(told.question()), MOST_ALIKE);
        return teaching.offer(told, own, alike);
    }

    /** Whether a language model can write further ways to ask. */
    public boolean hasModel() {
        return answering.hasModel();
    }

    /** Ways to ask a question in a model's words; none when it fails, or may not be asked now. Takes up to some seconds. */
    public List<Way> modelsWays(Told told, String question) {
        return answering.hasModel() && allowance.take(null)
                ? teaching.ways(told, question, answering.otherWays(question))
                : List.of();
    }

    /** The questions before the ticket, the last first; then those of which the customer wrote to the agent. */
    private List<Asked> asked(long ticket) {
        return Stream.concat(sources.askedBefore(ticket).stream(), sources.askedOn(ticket).stream())
                .filter(asked -> sense.asksSomething(asked.text())).toList();
    }
}
