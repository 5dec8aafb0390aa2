package io.parley.channel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.channel.AnswerSource;
import io.parley.channel.Delivery;
import io.parley.channel.DeliveryStatus;
import io.parley.channel.InboundEvent;
import io.parley.channel.OutboundMessage;
import io.parley.channel.PermanentDeliveryFailure;
import io.parley.channel.RawEvent;
import io.parley.channel.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@WebChatTest
class WebChannelTest {
    @LocalServerPort
    private int port;
    @Autowired
    private WebChannel channel;
    @Autowired
    private WebMessages messages;

    @Test
    void recognisesADeliveryThatIsRepeated() {
        Delivery delivery = delivery(501, "thread-a", Delivery.Action.SEND, null, "41", "Hello");

        Receipt first = channel.deliver(delivery);

        assertThat(channel.deliver(delivery)).isEqualTo(first);
        assertThat(messages.after("thread-a", 0)).hasSize(1);
    }

    @Test
    void tellsWhetherADeliveryArrived() {
        Delivery delivery = delivery(502, "thread-b", Delivery.Action.SEND, null, "42", "Hello");
        assertThat(channel.reconcile(delivery)).isEqualTo(new DeliveryStatus.NotDelivered());

        Receipt receipt = channel.deliver(delivery);

        assertThat(channel.reconcile(delivery)).isEqualTo(new DeliveryStatus.Delivered(receipt));
    }

    @Test
    void updatesAndTakesAwayInOpenWindows() {
        try (ChatClient visitor = ChatClient.visits(port)) {
            String sent = channel
                    .deliver(delivery(503, visitor.session(), Delivery.Action.SEND, null, "43", "Hello")).externalId();
            assertThat(visitor.nextAnswer().path("text").asString()).isEqualTo("Hello");

            String updated = channel
                    .deliver(delivery(504, visitor.session(), Delivery.Action.UPDATE, sent, "44", "Bye"))
                    .externalId();
            var frame = visitor.nextAnswer();
            assertThat(frame.path("updated").asBoolean()).isTrue();
            assertThat(frame.path("replaces").asString()).isEqualTo("43");
            assertThat(frame.path("messageId").asString()).isEqualTo("44");

            channel.deliver(
                    new Delivery(505, WebNames.address(visitor.session()), Delivery.Action.DELETE, updated, ""));
            assertThat(visitor.next("removed").path("messageId").asString()).isEqualTo("44");
        }
    }

    @Test
    void doesNotUpdateWhatIsNoLongerKept() {
        assertThatThrownBy(() -> channel
                .deliver(delivery(506, "thread-c", Delivery.Action.UPDATE, "answer-77777", "45", "Hello")))
                .isInstanceOf(PermanentDeliveryFailure.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "{}", "[]", "null", "{\"thread\":null,\"frame\":{}}",
            "{\"thread\":\"t\",\"frame\":{\"type\":\"message\"}}", "{\"thread\":\"t\",\"frame\":{\"type\":\"other\"}}",
            "{\"thread\":\"t\",\"frame\":{\"type\":\"vote\",\"clientMessageId\":\"a\",\"messageId\":\"1\",\"vote\":\"MAYBE\"}}"})
    void ignoresStoredBytesThatMeanNothing(String payload) {
        RawEvent raw = new RawEvent(WebNames.WEB, "key", "thread", payload.getBytes(StandardCharsets.UTF_8),
                Instant.EPOCH);

        assertThat(channel.read(raw)).isInstanceOf(InboundEvent.Ignored.class);
    }

    @Test
    void readsAnAnswerThatAnEarlierVersionKept() {
        OutboundMessage answer = new OutboundMessage("1", "2", null, AnswerSource.FAQ, null, 0.9, "Two days.",
                List.of(),
                List.of(), true, false, false);
        String kept = Frames.payload(answer).replace("\"verbatim\":0,", "");

        assertThat(kept).doesNotContain("verbatim");
        assertThat(Frames.answer(kept)).isEqualTo(answer);
    }

    private Delivery delivery(long id, String thread, Delivery.Action action, @Nullable String target, String messageId,
            String text) {
        OutboundMessage answer = new OutboundMessage("1", messageId, null, AnswerSource.FAQ, null, 0.9, text, List.of(),
                List.of(), true, false, false);
        return new Delivery(id, WebNames.address(thread), action, target, channel.render(answer).getFirst());
    }
}
