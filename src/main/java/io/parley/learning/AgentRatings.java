package io.parley.learning;

import io.parley.actor.Actor;
import io.parley.cluster.Notifications;
import io.parley.knowledge.Teaching;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Agents' word that an answer of the FAQ was wrong, which teaches at once that its entry does not answer the question. */
@Component
public class AgentRatings {
    private final JdbcClient jdbc;
    private final LessonRows lessons;
    private final Sources sources;
    private final Teaching teaching;
    private final Notifications notifications;
    private final InstantSource clock;

    AgentRatings(JdbcClient jdbc, LessonRows lessons, Sources sources, Teaching teaching, Notifications notifications,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.lessons = lessons;
        this.sources = sources;
        this.teaching = teaching;
        this.notifications = notifications;
        this.clock = clock;
    }

    /**
     * Stores an agent's word, or takes it back.
     *
     * @param message the answer's number
     * @return false when it is no answer of the FAQ that was given on the ticket's conversation
     */
    @Transactional
    public boolean rate(long ticket, long message, boolean isWrong, Actor.Agent by) {
        boolean isAnswer = jdbc.sql("""
                select exists (select from message m join ticket t on t.conversation_id = m.conversation_id
                    where m.id = ? and t.id = ? and m.author = 'bot' and m.source = 'faq')""").param(message)
                .param(ticket).query(Boolean.class).single();
        if (isAnswer) {
            store(message, isWrong, by);
            teach(message, isWrong, by);
        }
        return isAnswer;
    }

    private void store(long message, boolean isWrong, Actor.Agent by) {
        if (isWrong) {
            jdbc.sql(
                    "insert into answer_rating (message_id, agent_id, rated_at) values (?, ?, ?) on conflict do nothing")
                    .param(message).param(by.id()).param(Timestamp.from(clock.instant())).update();
        } else {
            jdbc.sql("delete from answer_rating where message_id = ? and agent_id = ?").param(message).param(by.id())
                    .update();
        }
    }

    private void teach(long message, boolean isWrong, Actor.Agent by) {
        Optional<Sources.Answered> answered = sources.answered(message)
                .filter(one -> teaching.isTeachable(one.text()));
        answered.ifPresent(one -> lessons.lesson(one.entry(), one.text()).ifPresent(lesson -> {
            if (isWrong) {
                lessons.say(lesson, LessonRecorder.voter(by), "unhelpful", one.messageId(), clock.instant());
            } else {
                lessons.denyNoMore(lesson, LessonRecorder.voter(by), one.messageId());
            }
        }));
        notifications.publish(LessonRecorder.TOPIC, "");
    }

    /** Those of some answers that an agent called wrong. */
    public Set<Long> wrong(long agent, Collection<Long> messages) {
        return Set.copyOf(jdbc.sql("select message_id from answer_rating where message_id = any(?) and agent_id = ?")
                .param(messages.toArray(Long[]::new)).param(agent).query(Long.class).list());
    }
}
