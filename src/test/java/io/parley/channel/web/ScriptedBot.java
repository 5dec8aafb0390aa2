package io.parley.channel.web;

import io.parley.channel.AnswerSource;
import io.parley.channel.Channel;
import io.parley.channel.Choice;
import io.parley.channel.Citation;
import io.parley.channel.Delivery;
import io.parley.channel.InboundEvent;
import io.parley.channel.InboundSink;
import io.parley.channel.OutboundMessage;
import io.parley.channel.RawEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Stands for the rest of Parley: stores each event once, in memory, and answers messages as a test tells it to. */
final class ScriptedBot implements InboundSink {
    private final Channel web;
    private final Map<String, RawEvent> stored = new ConcurrentHashMap<>();
    private final List<InboundEvent> events = new CopyOnWriteArrayList<>();
    private final AtomicLong ids = new AtomicLong();
    private final ExecutorService work = Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    private final ScheduledExecutorService timer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    private volatile Function<String, Optional<OutboundMessage>> script = ScriptedBot::echo;
    private volatile boolean broken;

    ScriptedBot(Channel web) {
        this.web = web;
    }

    /** How messages are answered from now on; empty for no answer. */
    void answers(Function<String, Optional<OutboundMessage>> newScript) {
        script = newScript;
    }

    /** Restores the default script, and forgets the stored events. */
    void reset() {
        script = ScriptedBot::echo;
        broken = false;
        events.clear();
    }

    /** Whether storing fails. */
    void breaks(boolean now) {
        broken = now;
    }

    /** The stored events, each once, in order. */
    List<InboundEvent> events() {
        return List.copyOf(events);
    }

    @Override
    public int store(List<RawEvent> raws) {
        if (broken) {
            throw new IllegalStateException("Nothing can be stored now");
        }
        return (int) raws.stream().filter(this::isNew).count();
    }

    private boolean isNew(RawEvent raw) {
        boolean isNew = stored.putIfAbsent(raw.key(), raw) == null;
        if (isNew) {
            InboundEvent event = web.read(raw);
            events.add(event);
            work.execute(() -> answer(event));
        }
        return isNew;
    }

    private void answer(InboundEvent event) {
        if (event instanceof InboundEvent.MessageReceived message) {
            work(message);
        } else if (event instanceof InboundEvent.ButtonPressed press && !press.press().toString().contains("Voted")) {
            long id = ids.incrementAndGet();
            deliver(press.address().value(), id, message(id, null, answerOf("You chose " + press.press())));
        }
    }

    /** Shows that it works, again and again as the inbox does, until it has the answer. */
    private void work(InboundEvent.MessageReceived message) {
        web.showTyping(message.address());
        ScheduledFuture<?> working = timer.scheduleAtFixedRate(() -> web.showTyping(message.address()), 200, 200,
                TimeUnit.MILLISECONDS);
        try {
            script.apply(message.text()).ifPresent(answer -> say(message, answer));
        } finally {
            working.cancel(false);
        }
    }

    private void say(InboundEvent.MessageReceived question, OutboundMessage answer) {
        long id = ids.incrementAndGet();
        deliver(question.address().value(), id, message(id, question.externalId(), answer));
    }

    /** Delivers as the outbox does. */
    void deliver(String thread, long id, OutboundMessage answer) {
        for (String payload : web.render(answer)) {
            web.deliver(new Delivery(id, WebNames.address(thread), Delivery.Action.SEND, null, payload));
        }
    }

    private static OutboundMessage message(long id, @Nullable String inReplyTo,
            OutboundMessage like) {
        return new OutboundMessage(like.conversationId(), Long.toString(id), inReplyTo, like.source(), like.agent(),
                like.confidence(), like.text(), like.choices(), like.citations(), like.verdictWanted(),
                like.personOffered(), like.revised());
    }

    private static Optional<OutboundMessage> echo(String text) {
        return Optional.of(answerOf("You said: " + text));
    }

    /** An answer from the FAQ. */
    static OutboundMessage answerOf(String text) {
        return new OutboundMessage("7", "", null, AnswerSource.FAQ, null, 0.93, text, List.of(),
                List.of(new Citation("A question", "https://shop.example/help")), true, false, false);
    }

    /** A question back. */
    static OutboundMessage choicesOf(String... questions) {
        List<Choice> choices = IntStream.range(0, questions.length)
                .mapToObj(i -> new Choice(Integer.toString(i + 1), questions[i]))
                .toList();
        return new OutboundMessage("7", "", null, AnswerSource.CHOICES, null, 0.5, "Which of these do you mean?",
                choices,
                List.of(), false, true, false);
    }
}
