package io.parley.ops;

import io.parley.answering.Answering;
import io.parley.answering.model.ModelHealth;
import io.parley.channel.ChannelHealth;
import io.parley.channel.Channels;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.embedding.EmbeddingHealth;
import io.parley.ops.HealthReport.Service;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Whether the parts work, as far as this instance knows without asking anybody outside. */
@Component
public class Health {
    private static final long TOO_OLD_SECONDS = 60;

    private final Backlog backlog;
    private final Knowledge knowledge;
    private final Answering answering;
    private final Channels channels;
    private final InstantSource clock;

    Health(Backlog backlog, Knowledge knowledge, Answering answering, Channels channels, InstantSource clock) {
        this.backlog = backlog;
        this.knowledge = knowledge;
        this.answering = answering;
        this.channels = channels;
        this.clock = clock;
    }

    /** How they are now. */
    public HealthReport report() {
        Map<String, Service> services = new TreeMap<>();
        channels.all().forEach(channel -> services.put(channel.name().value(), channel(channel.health())));
        services.put(HealthReport.FAQ, new Service(knowledge.isReady() ? HealthReport.UP : HealthReport.DOWN,
                (long) knowledge.published(), knowledge.drafts() + " drafts, vectors of " + knowledge.modelId()
                        + knowledge.chosenModel().map(Health::embedding).orElse("") + learning(backlog.now())));
        services.put("model", model(answering.modelHealth()));
        addDatabase(services, backlog.now());
        return HealthReport.of(clock.instant(), services);
    }

    private static String embedding(EmbeddingHealth health) {
        String left = health.left() == 0 ? "" : ", " + health.left() + " texts have none yet";
        String fault = health.fault() == null
                ? ""
                : ", last error " + health.fault().name().toLowerCase(Locale.ROOT);
        return health.isServing() ? "" : "; those of " + health.model() + " are not in use" + left + fault;
    }

    private static String learning(Backlog.Counts counts) {
        String stopped = counts.refitsStopped() == 0
                ? ""
                : "; nothing new is learned, since too many answers would change: 'refits run --anyway' takes it";
        return counts.refitsUndone() == 0
                ? stopped
                : "; too few known questions were answered, so what people said was undone: nothing is learned until"
                        + " 'refits run'";
    }

    private static void addDatabase(Map<String, Service> services, Backlog.Counts counts) {
        services.put(HealthReport.DATABASE, switch (counts.state()) {
            case KNOWN -> Service.of(HealthReport.UP, null);
            case SLOW -> Service.of(HealthReport.UP, "It answers, but does not say in time what waits");
            case DOWN -> Service.of(HealthReport.DOWN, "It does not answer; messages are not taken until it does");
        });
        if (counts.known()) {
            services.put("inbox",
                    queue(counts.inboxWaiting(), counts.inboxAgeSeconds(),
                            counts.inboxDeadLetters() + " dead letters"));
            services.put("outbox",
                    queue(counts.outboxWaiting(), counts.outboxAgeSeconds(),
                            counts.outboxDeadLetters() + " dead letters"));
        }
    }

    private static Service queue(long waiting, long ageSeconds, String detail) {
        String status = ageSeconds > TOO_OLD_SECONDS ? HealthReport.DOWN : HealthReport.UP;
        return new Service(status, waiting, detail + ", the oldest waits for " + ageSeconds + " s");
    }

    private static Service channel(ChannelHealth health) {
        return Service.of(health.state().name().toLowerCase(Locale.ROOT), health.detail());
    }

    private static Service model(ModelHealth health) {
        if (!health.configured()) {
            return Service.of(HealthReport.OFF, "No model is configured; answers come from the FAQ and from people");
        }
        String name = health.provider() + " " + health.model()
                + (health.spent()
                        ? ", not asked for now: all that may be asked in this hour or day has been asked"
                        : "");
        boolean works = health.breaker() == ModelHealth.Breaker.CLOSED;
        return Service.of(works ? HealthReport.UP : HealthReport.DOWN,
                health.lastError() == null
                        ? name
                        : name + ", last error " + health.lastError().name().toLowerCase(Locale.ROOT));
    }
}
