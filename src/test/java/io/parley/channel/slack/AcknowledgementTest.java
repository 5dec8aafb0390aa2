package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events that come over a connection before the library knows it. */
class AcknowledgementTest {

    @Test
    void isSentAsSoonAsThereIsAConnection() {
        List<String> sent = new ArrayList<>();
        List<String> tried = new ArrayList<>();

        SocketReceiver.acknowledge("an event", acknowledgement -> {
            tried.add(acknowledgement);
            if (tried.size() < 3) {
                throw new IllegalStateException("no connection yet");
            }
            sent.add(acknowledgement);
        });

        assertThat(tried).hasSize(3);
        assertThat(sent).containsExactly("an event");
    }
}
