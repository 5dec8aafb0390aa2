package io.parley.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.channel.InboundEvent.Ignored;
import io.parley.channel.InboundEvent.MessageReceived;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of every channel. A channel's own test defines how a person of its service writes, and what they see.
 */
public abstract class ChannelContract {
    private static final int LONGEST_KEY = 300;
    private static final AtomicLong deliveries = new AtomicLong(1_000_000);

    /** The channel. */
    protected abstract Channel channel();

    /** The address of a person who can be reached; the same throughout one test. */
    protected abstract Address person();

    /** The raw event that the service delivers when that person writes. */
    protected abstract RawEvent written(String text);

    /** The bot's messages as that person reads them now, oldest first. */
    protected abstract List<String> shown();

    /** Whether the service can change, and take away, what was sent; on those that cannot, a correction follows. */
    protected boolean changesWhatWasSent() {
        return true;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "{}", "[]", "null", "0", "{\"update_id\":1}", "{\"kind\":\"message\"}",
            "{\"thread\":null}", "\"\\ud800\"", "{\"a\":{\"a\":{\"a\":[[[[]]]]}}}"})
    void ignoresWhatItCannotReadAndSaysWhy(String payload) {
        RawEvent raw = new RawEvent(channel().name(), "key", "order", payload.getBytes(StandardCharsets.UTF_8),
                Instant.EPOCH);

        assertThat(channel().read(raw)).isInstanceOfSatisfying(Ignored.class,
                ignored -> assertThat(ignored.reason()).isNotBlank());
    }

    @Test
    void readsAnEventTheSameWayEachTime() {
        RawEvent raw = written("Where is my order?");

        assertThat(channel().read(raw)).isEqualTo(channel().read(raw));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Where is my order?", "¿Dónde está? 🤷🏽‍♀️", "<b>&amp;</b> <script>alert(1)</script>",
            "' or 1=1; drop table message; --", "日本語のテキスト", "a\nb"})
    void takesAPersonsWordsAsTheyAre(String text) {
        assertThat(channel().read(written(text))).isInstanceOfSatisfying(MessageReceived.class, message -> {
            assertThat(message.text()).isEqualTo(text);
            assertThat(message.command()).isNull();
            assertThat(message.address()).isEqualTo(person());
            assertThat(message.thread().channel()).isEqualTo(channel().name());
        });
    }

    @Test
    void keepsKeysShortAndDistinct() {
        RawEvent first = written("one");
        RawEvent second = written("two");

        assertThat(first.key()).isNotEqualTo(second.key());
        assertThat(first.orderingKey()).isEqualTo(second.orderingKey());
        assertThat(List.of(first.key(), first.orderingKey(), message(first).externalId(), message(first).sender().id(),
                message(first).thread().value(), message(first).address().value()))
                .allSatisfy(key -> assertThat(key).isNotBlank().hasSizeLessThanOrEqualTo(LONGEST_KEY));
        assertThat(message(first).externalId()).isNotEqualTo(message(second).externalId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hello", "<b>bold</b> & <script>alert(1)</script>", "1 < 2 && 3 > 2", "_a_ *b* `c` [d](e)",
            "👨‍👩‍👧‍👦 naïve “quotes”", "https://shop.example/a?b=c&d=e"})
    void showsTextAsItIs(String text) {
        send(text);

        assertThat(shown()).singleElement().satisfies(seen -> assertThat(seen).contains(text));
    }

    @Test
    void losesNothingOfALongAnswer() {
        List<String> words = IntStream.range(0, 3_000).mapToObj(i -> "word" + i + (i % 50 == 49 ? ".\n\n" : ""))
                .map(String::strip).toList();

        send(words.stream().collect(Collectors.joining(" ")));

        assertThat(String.join(" ", shown()).split("\\s+")).containsSubsequence(words);
    }

    @Test
    void givesEachMessageAnIdOfItsOwn() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            send("message " + i).forEach(receipt -> assertThat(ids.add(receipt.externalId())).isTrue());
        }
        assertThat(ids).hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy(id -> assertThat(id).hasSizeLessThanOrEqualTo(LONGEST_KEY));
    }

    @Test
    void keepsTheOrder() {
        for (int i = 0; i < 5; i++) {
            send("message " + i);
        }

        List<String> shown = shown();
        assertThat(shown).hasSize(5);
        assertThat(IntStream.range(0, 5)).allSatisfy(i -> assertThat(shown.get(i)).contains("message " + i));
    }

    @Test
    void updatesAMessageWhereItStands() {
        Receipt first = send("first").getFirst();
        send("second");

        channel().deliver(
                delivery(Delivery.Action.UPDATE, first.externalId(), channel().render(message("better")).getFirst()));

        if (changesWhatWasSent()) {
            assertThat(shown()).hasSize(2).first().satisfies(seen -> assertThat(seen).contains("better"));
        } else {
            assertThat(shown()).hasSize(3).last().satisfies(seen -> assertThat(seen).contains("better"));
        }
    }

    @Test
    void takesAMessageAway() {
        Receipt first = send("first").getFirst();
        send("second");

        Delivery away = delivery(Delivery.Action.DELETE, first.externalId(), "");
        if (changesWhatWasSent()) {
            channel().deliver(away);
            assertThat(shown()).singleElement().satisfies(seen -> assertThat(seen).contains("second"));
        } else {
            assertThatThrownBy(() -> channel().deliver(away)).isInstanceOf(PermanentDeliveryFailure.class);
            assertThat(shown()).hasSize(2);
        }
    }

    @Test
    void saysThatItIsUp() {
        send("Hello");

        assertThat(channel().health().state()).isEqualTo(ChannelHealth.State.UP);
        assertThat(channel().health().detail()).isNotBlank();
    }

    private List<Receipt> send(String text) {
        List<Receipt> receipts = new ArrayList<>();
        channel().render(message(text))
                .forEach(part -> receipts.add(channel().deliver(delivery(Delivery.Action.SEND, null, part))));
        return receipts;
    }

    private Delivery delivery(Delivery.Action action, @Nullable String target,
            String payload) {
        return new Delivery(deliveries.incrementAndGet(), person(), action, target, payload);
    }

    private OutboundMessage message(String text) {
        return new OutboundMessage("1", Long.toString(deliveries.incrementAndGet()), null, AnswerSource.FAQ, null, 0.9,
                text,
                List.of(),
                List.of(), true, true, false);
    }

    private MessageReceived message(RawEvent raw) {
        return (MessageReceived) channel().read(raw);
    }
}
