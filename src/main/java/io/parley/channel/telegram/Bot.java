package io.parley.channel.telegram;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.User;

/** The bot itself: its id stands in its token, its name is learned from Telegram. */
final class Bot {
    private final long id;
    private volatile String username;

    Bot(TelegramSettings settings) {
        String configured = settings.username();
        this.id = settings.botId();
        this.username = configured == null ? "" : configured.strip();
    }

    /** Telegram said what the bot is called. */
    void learn(String name) {
        username = name;
    }

    /** Whether its name is known. */
    boolean isKnown() {
        return !username.isEmpty();
    }

    /** Whether that user is this bot. */
    boolean is(@Nullable User user) {
        return user != null && user.getId() == id;
    }

    /**
     * Whether a name, without its {@code @}, is this bot's. As long as its own name is not known, any bot's name counts,
     * which ends with {@code bot}: a question too many is better than one too few.
     */
    boolean isCalled(String name) {
        String own = username;
        return own.isEmpty() ? name.toLowerCase(Locale.ROOT).endsWith("bot") : own.equalsIgnoreCase(name);
    }
}
