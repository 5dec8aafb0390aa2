package io.parley.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BotApiTest {
    @Test
    void findsNoResultInAPageThatSomebodyOnTheWaySent() {
        var page = new BotApi.Answer.Done("<html>Welcome to the hotel</html>".getBytes(StandardCharsets.UTF_8));

        assertThat(page.result().path("username").asString("")).isEmpty();
    }
}
