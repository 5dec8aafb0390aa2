package io.parley.channel.telegram;

import io.parley.channel.telegram.BotApi.Answer;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sees to it that Telegram brings updates to this application, until it is interrupted.
 * <a href="https://core.telegram.org/bots/api#setwebhook">setWebhook</a>.
 */
final class WebhookRegistrar {
    static final String PATH = "/telegram/webhook";

    private static final Logger log = LoggerFactory.getLogger(WebhookRegistrar.class);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    private final TelegramSettings settings;
    private final String url;
    private final BotApi api;
    private final BotIdentity introduction;
    private final TelegramHealth health;

    WebhookRegistrar(TelegramSettings settings, String publicUrl, BotApi api, BotIdentity introduction,
            TelegramHealth health) {
        this.settings = settings;
        this.url = publicUrl.replaceFirst("/+$", "") + PATH;
        this.api = api;
        this.introduction = introduction;
        this.health = health;
    }

    /** Registers the webhook, again if need be, and looks from time to time whether Telegram reaches it. */
    void run() throws InterruptedException {
        Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofMinutes(1));
        try {
            register(backoff);
            while (!Thread.currentThread().isInterrupted()) {
                introduction.registerCommandsOnce();
                Thread.sleep(LOOK_EVERY);
                look(backoff);
            }
        } finally {
            health.handsOver();
        }
    }

    private void register(Backoff backoff) throws InterruptedException {
        ObjectNode request = BotApi.request().put("url", url).put("secret_token", settings.secretOrEmpty());
        UpdateReader.KINDS.forEach(request.withArray("allowed_updates")::add);
        while (!isDone(api.call("setWebhook", request, settings.answerTimeout()))) {
            Thread.sleep(backoff.next());
        }
        log.info("Telegram brings updates to {}", url);
        backoff.reset();
        health.receives();
    }

    private boolean isDone(Answer answer) {
        String problem = switch (answer) {
            case Answer.Done done -> "";
            case Answer.Refused(ApiError r) ->
                r.isTokenWrong()
                        ? TelegramHealth.WRONG_TOKEN
                        : "Telegram does not take the webhook: " + r.description();
            case Answer.Unreachable(String why) -> why;
        };
        if (!problem.isEmpty()) {
            log.warn("The webhook is not registered: {}", problem);
            health.receivingFails(problem);
        }
        return problem.isEmpty();
    }

    private void look(Backoff backoff) throws InterruptedException {
        Answer answer = api.call("getWebhookInfo", BotApi.request(), settings.answerTimeout());
        if (!(answer instanceof Answer.Done done)) {
            isDone(answer);
            return;
        }
        JsonNode info = done.result();
        if (!info.path("url").asString("").equals(url)) {
            register(backoff);
        } else if (info.path("pending_update_count").asInt(0) > 0 && info.has("last_error_message")) {
            health.receivingFails(
                    "Telegram does not reach " + url + ": " + info.path("last_error_message").asString(""));
        } else {
            health.receives();
        }
    }
}
