package io.parley.outbox;

import io.parley.channel.Capacity;
import io.parley.channel.Channel;
import io.parley.channel.Channels;
import io.parley.cluster.Notifications;
import io.parley.cluster.StartupPhase;
import io.parley.cluster.Steps;
import io.parley.cluster.Steps.Step;
import io.parley.queue.Claim;
import io.parley.queue.Lane;
import io.parley.queue.Workers;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Keeps delivering, as long as the application runs. */
@Component
@ConditionalOnBooleanProperty(name = "parley.serving", matchIfMissing = true)
class DeliveryLoop implements SmartLifecycle {
    private final OutboxSettings settings;
    private final Workers<ClaimedDelivery> workers;

    DeliveryLoop(OutboxRows rows, DeliveryWorker deliveryWorker, Channels channels, OutboxSettings settings,
            Notifications notifications,
            Steps steps) {
        this.settings = settings;
        this.workers = new Workers<>("outbox",
                channels.all().stream().map(channel -> new ServiceLane(channel, settings.concurrency())).toList(),
                room -> {
                    List<ClaimedDelivery> claims = steps.time(Step.CLAIM_DELIVERIES, () -> rows.claim(room));
                    if (Claim.isAnyRoomFull(room, claims)) {
                        notifications.wakeOthers(Outbox.WAKEUP);
                    }
                    return claims;
                }, deliveryWorker::deliver,
                List.of(rows::reclaimAbandoned));
        notifications.listen(Outbox.WAKEUP, subject -> workers.signal());
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

    @Override
    public void start() {
        workers.start();
    }

    @Override
    public void stop() {
        workers.stop(settings.shutdownTimeout());
    }

    @Override
    public boolean isRunning() {
        return workers.isRunning();
    }

    @Override
    public int getPhase() {
        return StartupPhase.OUTBOX;
    }
}
