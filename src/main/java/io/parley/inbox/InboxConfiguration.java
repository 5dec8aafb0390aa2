package io.parley.inbox;

import io.parley.channel.Channels;
import io.parley.cluster.Notifications;
import io.parley.cluster.StartupPhase;
import io.parley.queue.Claim;
import io.parley.queue.Lane;
import io.parley.queue.Workers;
import io.parley.tracing.Steps;
import io.parley.tracing.Steps.Step;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class InboxConfiguration {
    /** Work on the inbox, as long as the application runs. */
    @Bean
    @ConditionalOnBooleanProperty(name = "parley.serving", matchIfMissing = true)
    Workers<ClaimedEvent> inboxWorkers(InboxRows rows, InboxWorker worker, DeferredEvents deferred, Channels channels,
            InboxSettings settings, Notifications notifications, Steps steps) {
        List<Lane> lanes = channels.all().stream()
                .map(channel -> Lane.of(channel.name().value(), settings.concurrency()))
                .toList();
        Workers<ClaimedEvent> workers = new Workers<>("inbox", lanes, room -> {
            List<ClaimedEvent> claims = steps.time(Step.CLAIM_EVENTS, () -> rows.claim(room));
            if (Claim.isAnyRoomFull(room, claims)) {
                notifications.wakeOthers(Inbox.WAKEUP);
            }
            return claims;
        }, worker::work, List.of(rows::reclaimAbandoned, running -> deferred.release(), running -> deferred.expire()),
                new Workers.Lifetime(StartupPhase.INBOX, settings.shutdownTimeout()));
        notifications.listen(Inbox.WAKEUP, subject -> workers.signal());
        return workers;
    }
}
