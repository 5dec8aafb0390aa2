package io.parley.channel.telegram;

import io.parley.channel.Language;
import io.parley.channel.telegram.BotApi.Answer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Learns the bot's name from Telegram, and tells Telegram the bot's commands. */
final class BotIdentity {
    private static final Logger log = LoggerFactory.getLogger(BotIdentity.class);

    private final TelegramSettings settings;
    private final BotApi api;
    private final Bot bot;
    private final TelegramTexts texts;
    private final Set<Language> registered = ConcurrentHashMap.newKeySet();

    BotIdentity(TelegramSettings settings, BotApi api, Bot bot, TelegramTexts texts) {
        this.settings = settings;
        this.api = api;
        this.bot = bot;
        this.texts = texts;
    }

    /** Asks for the name until it is known or the thread is interrupted. */
    void learnName() {
        Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
        try {
            while (!bot.isKnown() && !Thread.currentThread().isInterrupted()) {
                if (api.call("getMe", BotApi.request(), settings.answerTimeout()) instanceof Answer.Done done) {
                    learn(done.result());
                }
                if (!bot.isKnown()) {
                    Thread.sleep(backoff.next());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void learn(JsonNode me) {
        String name = me.path("username").asString("");
        if (name.isEmpty()) {
            return;
        }
        bot.learn(name);
        boolean readsAll = me.path("can_read_all_group_messages").asBoolean(false);
        log.info("The Telegram bot is @{}; in groups it {}", name,
                readsAll ? "sees every message and answers those that address it" : "sees what addresses it");
    }

    /** Registers the commands in each language in which this instance did not yet, until one fails; English is for all other languages. */
    void registerCommandsOnce() throws InterruptedException {
        for (Language language : Language.values()) {
            if (!registered.contains(language)) {
                if (!register(language)) {
                    return;
                }
                registered.add(language);
            }
        }
    }

    private boolean register(Language language) throws InterruptedException {
        ObjectNode request = BotApi.request();
        if (language != Language.EN) {
            request.put("language_code", language.tag());
        }
        ArrayNode commands = request.putArray("commands");
        texts.in(language).commands()
                .forEach((name, what) -> commands.addObject().put("command", name).put("description", what));
        return switch (api.call("setMyCommands", request, settings.answerTimeout())) {
            case Answer.Done done -> true;
            case Answer.Refused(ApiError refusal) -> {
                log.warn("Telegram does not take the commands: {} {}", refusal.code(), refusal.description());
                yield refusal.code() == 400;
            }
            case Answer.Unreachable(String why) -> {
                log.info("The commands are registered later: {}", why);
                yield false;
            }
        };
    }
}
