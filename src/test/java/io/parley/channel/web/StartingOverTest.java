package io.parley.channel.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.ParleyTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ParleyTest
class StartingOverTest {
    private static final String QUESTION = "Where is my order?";

    @LocalServerPort
    private int port;

    @Test
    void bringsNothingBackFromBefore() {
        try (ChatClient visitor = ChatClient.visits(port)) {
            visitor.says(QUESTION, "q1");
            String answer = visitor.nextAnswer().path("text").asString();
            assertThat(textsAfter0(visitor.session())).containsExactly(answer);

            visitor.sends(Map.of("type", "reset"));
            String startedOver = visitor.nextAnswer().path("text").asString();

            assertThat(startedOver).isNotEqualTo(answer);
            assertThat(textsAfter0(visitor.session())).containsExactly(startedOver);
            visitor.says(QUESTION, "q2");
            visitor.nextAnswer();
            assertThat(textsAfter0(visitor.session())).containsExactly(startedOver, answer);
        }
    }

    private List<String> textsAfter0(String session) {
        try (ChatClient back = ChatClient.returns(port, session, 0)) {
            return back.untilPong().stream().filter(frame -> frame.path("type").asString().equals("message"))
                    .filter(frame -> !frame.path("greeting").asBoolean()).map(frame -> frame.path("text").asString())
                    .toList();
        }
    }
}
