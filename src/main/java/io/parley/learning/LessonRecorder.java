package io.parley.learning;

import io.parley.actor.Actor;
import io.parley.answering.QuestionSense;
import io.parley.cluster.Notifications;
import io.parley.feedback.VerdictGiven;
import io.parley.handover.event.TicketResolved;
import io.parley.knowledge.Teaching;
import io.parley.knowledge.faq.Lesson;
import io.parley.learning.voter.Voters;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Writes down what people say of a question and an entry, inside the transaction in which they say it, so that nothing said
 * is lost.
 */
@Component
class LessonRecorder {
    /** Something was said that is not weighed yet. */
    static final String TOPIC = "lessons";

    private final Sources sources;
    private final Voters voters;
    private final QuestionSense sense;
    private final LessonRows rows;
    private final Teaching teaching;
    private final Notifications notifications;

    LessonRecorder(Sources sources, Voters voters, QuestionSense sense, LessonRows rows, Teaching teaching,
            Notifications notifications) {
        this.sources = sources;
        this.voters = voters;
        this.sense = sense;
        this.rows = rows;
        this.teaching = teaching;
        this.notifications = notifications;
    }

    @EventListener
    void onVerdict(VerdictGiven given) {
        sources.answered(given.messageId()).filter(answered -> teaching.isTeachable(answered.text()))
                .ifPresent(answered -> note(answered, given.messageId(), given.participantId()));
    }

    @EventListener
    void onResolved(TicketResolved resolved) {
        String entry = resolved.entry();
        Actor by = resolved.by();
        if (entry != null && by != null) {
            sources.askedBefore(resolved.ticketId()).stream().filter(asked -> sense.asksSomething(asked.text()))
                    .findFirst().filter(asked -> teaching.isTeachable(asked.text()))
                    .ifPresent(asked -> {
                        rows.lesson(entry, asked.text())
                                .ifPresent(
                                        lesson -> rows.say(lesson, voter(by), "named", asked.messageId(),
                                                resolved.at()));
                    });
        }
        notifications.publish(TOPIC, "");
    }

    /** The word {@code agent:} stands before names, in votes of former versions. */
    static String voter(Actor by) {
        return by instanceof Actor.Agent agent ? "account:" + agent.id() : by.word();
    }

    /** Of all that a person said of a pair, the last that was not taken back counts. */
    private void note(Sources.Answered answered, long answer, long participant) {
        LessonRows.Speaker speaker = new LessonRows.Speaker("participant:" + participant,
                voters.name(sources.seat(answer, participant)));
        byte[] key = Lesson.key(answered.text());
        List<Sources.Said> said = sources.said(participant, answered.entry()).stream()
                .filter(one -> Arrays.equals(Lesson.key(one.text()), key)).toList();
        Optional<Sources.Said> last = said.stream().filter(one -> one.vote() != 0).findFirst();
        rows.lesson(answered.entry(), answered.text()).ifPresent(lesson -> last.ifPresentOrElse(
                one -> rows.say(lesson, speaker, one.vote() > 0 ? "helpful" : "unhelpful", one.messageId(), one.at()),
                () -> rows.unsay(lesson, speaker.person())));
        notifications.publish(TOPIC, "");
    }
}
