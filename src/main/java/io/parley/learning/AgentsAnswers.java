package io.parley.learning;

import io.parley.knowledge.FaqEditing;
import io.parley.knowledge.FaqId;
import io.parley.knowledge.Teaching;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes drafts of what agents answered, for a person to review. What became of a draft stays, even if it was dismissed: the
 * same question is drafted once.
 */
@Component
class AgentsAnswers {
    /** What is resolved while nobody serves is drafted when somebody does again. */
    private static final Duration LOOK_BACK = Duration.ofDays(7);

    private final Sources sources;
    private final FaqEditing editing;
    private final Teaching teaching;
    private final JdbcClient jdbc;
    private final LearningSettings settings;
    private final InstantSource clock;

    AgentsAnswers(Sources sources, FaqEditing editing, Teaching teaching, JdbcClient jdbc, LearningSettings settings,
            InstantSource clock) {
        this.sources = sources;
        this.editing = editing;
        this.teaching = teaching;
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /** Drafts what was answered since the last time. */
    void draft() {
        if (settings.enabled()) {
            Instant then = clock.instant().minus(LOOK_BACK);
            sources.toldSince(then).stream().filter(told -> teaching.isTeachable(told.question()))
                    .filter(told -> !isKnown(told.question()))
                    .forEach(told -> editing.draft(told.question(), told.answer(), "", "en"));
        }
    }

    private boolean isKnown(String question) {
        return jdbc.sql("select exists (select from faq_entry where id = ?)")
                .param(FaqId.derivedFrom(question).value()).query(Boolean.class).single();
    }
}
