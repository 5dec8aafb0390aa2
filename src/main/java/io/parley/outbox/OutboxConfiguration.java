package io.parley.outbox;

import io.parley.channel.Capacity;
import io.parley.channel.Channel;
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
class OutboxConfiguration {
    /** Deliveries, as long as the application runs. */
    @Bean
    @ConditionalOnBooleanProperty(name = "parley.serving", matchIfMissing = true)
    Workers<ClaimedDelivery> outboxWorkers(OutboxRows rows, DeliveryWorker worker, Channels channels,
            OutboxSettings settings, Notifications notifications, Steps steps) {
        List<ServiceLane> lanes = channels.all().stream()
                .map(channel -> new ServiceLane(channel, settings.concurrency())).toList();
        Workers<ClaimedDelivery> workers = new Workers<>("outbox", lanes, room -> {
            List<ClaimedDelivery> claims = steps.time(Step.CLAIM_DELIVERIES, () -> rows.claim(room));
            if (Claim.isAnyRoomFull(room, claims)) {
                notifications.wakeOthers(Outbox.WAKEUP);
            }
            return claims;
        }, worker::deliver, List.of(rows::reclaimAbandoned),
                new Workers.Lifetime(StartupPhase.OUTBOX, settings.shutdownTimeout()));
        notifications.listen(Outbox.WAKEUP, subject -> workers.signal());
        return workers;
    }

    /** The capacity of a channel's service, as a lane of the workers. */
    private record ServiceLane(Channel service, int atMost) implements Lane {
        @Override
        public String channel() {
            return service.name().value();
        }

        @Override
        public Room room(int underWay) {
            Capacity capacity = service.capacity();
            return capacity.permits() == 0
                    ? new Room(0, capacity.again())
                    : Room.of((int) Math.min(Math.min(capacity.concurrency(), atMost) - underWay, capacity.permits()));
        }
    }
}
