package io.parley.channel.telegram;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;

/**
 * A person's text, without the parts that only address the bot.
 *
 * @param text without the command's word and without the bot's name
 * @param command the command's word in lower case, empty if it is none of this bot's
 * @param addressed whether it names the bot or gives it a command
 * @param forAnotherBot whether it is a command that names another bot
 */
record Wording(String text, String command, boolean addressed, boolean forAnotherBot) {
    private static final Set<String> COMMANDS = Set.of("start", "help", "human", "reset");

    static Wording of(String written, @Nullable List<MessageEntity> entities, Bot bot) {
        MessageEntity first = command(entities);
        if (first == null || !isWithin(first, written)) {
            return mention(written, entities, bot);
        }
        String[] word = cut(written, first).substring(1).split("@", 2);
        String command = word[0].toLowerCase(Locale.ROOT);
        if (word.length > 1 && !bot.isCalled(word[1])) {
            return new Wording(written.strip(), "", false, true);
        }
        if (!COMMANDS.contains(command)) {
            return new Wording(written.strip(), "", word.length > 1, false);
        }
        return new Wording(mention(written.substring(first.getLength()), List.of(), bot).text, command, true, false);
    }

    private static @Nullable MessageEntity command(@Nullable List<MessageEntity> entities) {
        return entities == null
                ? null
                : entities.stream().filter(e -> e.getType().equals("bot_command") && e.getOffset() == 0).findFirst()
                        .orElse(null);
    }

    private static Wording mention(String written, @Nullable List<MessageEntity> entities, Bot bot) {
        for (MessageEntity entity : entities == null ? List.<MessageEntity>of() : entities) {
            if (isWithin(entity, written) && names(entity, written, bot)) {
                int end = entity.getOffset() + entity.getLength();
                String rest = written.substring(0, entity.getOffset()).stripTrailing() + " "
                        + written.substring(end).replaceFirst("^[,:]", "").stripLeading();
                return new Wording(rest.strip(), "", true, false);
            }
        }
        return new Wording(written.strip(), "", false, false);
    }

    private static boolean names(MessageEntity entity, String written, Bot bot) {
        return switch (entity.getType()) {
            case "mention" -> bot.isCalled(cut(written, entity).substring(1));
            case "text_mention" -> bot.is(entity.getUser());
            default -> false;
        };
    }

    private static String cut(String written, MessageEntity entity) {
        return written.substring(entity.getOffset(), entity.getOffset() + entity.getLength());
    }

    /** Whether an entity lies in the text and is not empty. */
    private static boolean isWithin(MessageEntity entity, String written) {
        return entity.getOffset() >= 0 && entity.getLength() > 0
                && entity.getOffset() + entity.getLength() <= written.length();
    }
}
