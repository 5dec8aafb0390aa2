package io.parley.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.parley.channel.AgentReplies;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TelegramSettingsTest {
    private static final String TOKEN = "123456789:AAtoken";

    private static TelegramSettings settings(String url, TelegramSettings.Mode mode, @Nullable String secret) {
        return new TelegramSettings(TOKEN, URI.create(url), mode, secret, null, null, AgentReplies.ASK,
                Duration.ofSeconds(50),
                Duration.ofSeconds(15), new TelegramSettings.Limits(1, 3, 20, 30));
    }

    @Test
    void wantsASecretForAWebhook() {
        for (String secret : new @Nullable String[]{null, "", "has space", "x".repeat(257), "ümlaut"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> settings("https://api.telegram.org", TelegramSettings.Mode.WEBHOOK, secret))
                    .withMessageContaining("PARLEY_TELEGRAM_WEBHOOK_SECRET");
        }
        assertThat(settings("https://api.telegram.org/", TelegramSettings.Mode.WEBHOOK, "s-3_X").on()).isTrue();
    }

    @Test
    void wantsTheApiWithoutAPath() {
        for (String url : new String[]{"https://proxy.example.org/telegram", "ftp://example.org", "api.telegram.org"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> settings(url, TelegramSettings.Mode.POLLING, null))
                    .withMessageContaining("api-url");
        }
    }

    @Test
    void neverShowsTheTokenOrTheSecret() {
        String shown = settings("https://api.telegram.org", TelegramSettings.Mode.WEBHOOK, "s3cret").toString();
        assertThat(shown).doesNotContain("AAtoken").doesNotContain("s3cret");
    }

    @Test
    void knowsTheBotByItsToken() {
        assertThat(settings("https://api.telegram.org", TelegramSettings.Mode.POLLING, null).botId())
                .isEqualTo(123456789);
    }
}
