package io.parley.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.parley.channel.ChannelName;
import io.parley.conversation.AnswerGiven;
import io.parley.conversation.HandoverDecided;
import io.parley.feedback.VerdictGiven;
import io.parley.inbox.EventStored;
import io.parley.outbox.DeliveryFailed;
import io.parley.outbox.MessageDelivered;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Counts the events and messages of this instance; the sum over the instances is the total. The backlog gauges show the
 * total at every instance.
 */
@Component
class Metrics {
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final MeterRegistry registry;

    Metrics(MeterRegistry registry, Backlog backlog) {
        this.registry = registry;
        gauge("parley.inbox.waiting", "Events to be understood and answered", backlog, Backlog.Counts::inboxWaiting);
        gauge("parley.inbox.oldest.seconds", "How long the oldest of them waits", backlog,
                Backlog.Counts::inboxAgeSeconds);
        gauge("parley.inbox.deferred", "Events that wait for a message that they speak of", backlog,
                Backlog.Counts::inboxDeferred);
        gauge("parley.inbox.dead.letters", "Events that were given up", backlog, Backlog.Counts::inboxDeadLetters);
        gauge("parley.outbox.waiting", "Parts of messages to be delivered", backlog, Backlog.Counts::outboxWaiting);
        gauge("parley.outbox.oldest.seconds", "How long the oldest of them waits", backlog,
                Backlog.Counts::outboxAgeSeconds);
        gauge("parley.outbox.dead.letters", "Parts that were given up", backlog, Backlog.Counts::outboxDeadLetters);
    }

    private void gauge(String name, String description, Backlog backlog, ToLongFunction<Backlog.Counts> count) {
        Gauge.builder(name, backlog, source -> source.now().known() ? count.applyAsLong(source.now()) : Double.NaN)
                .description(description)
                .register(registry);
    }

    @EventListener
    void on(EventStored event) {
        count("parley.events.received", "channel", event.channel().value());
    }

    @EventListener
    void on(MessageDelivered event) {
        count("parley.messages.delivered", "channel", event.channel().value());
        Instant received = event.receivedAt();
        if (received != null) {
            Duration latency = Duration.between(received, event.deliveredAt());
            // Instances' clocks differ a little.
            latency(event.channel()).record(latency.isNegative() ? Duration.ZERO : latency);
        }
    }

    @TransactionalEventListener(fallbackExecution = true)
    void on(DeliveryFailed event) {
        count("parley.messages.failed", "channel", event.address().channel().value());
    }

    @TransactionalEventListener(fallbackExecution = true)
    void on(AnswerGiven event) {
        registry.counter("parley.answers", "channel", event.channel().value(), "source", event.source().word())
                .increment();
    }

    @TransactionalEventListener(fallbackExecution = true)
    void on(HandoverDecided event) {
        count("parley.handovers", "reason", event.reason());
    }

    @TransactionalEventListener(fallbackExecution = true)
    void on(VerdictGiven event) {
        count("parley.verdicts", "vote", event.vote().name().toLowerCase(Locale.ROOT));
    }

    private void count(String name, String tag, String value) {
        registry.counter(name, tag, value).increment();
    }

    private Timer latency(ChannelName channel) {
        return Timer.builder("parley.answer.latency")
                .description("From receiving a question to its answer being delivered")
                .tag("channel", channel.value())
                .publishPercentileHistogram()
                .minimumExpectedValue(SHORTEST)
                .maximumExpectedValue(LONGEST)
                .register(registry);
    }
}
