package io.parley.channel.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.ButtonPressed;
import io.parley.channel.InboundEvent.Ignored;
import io.parley.channel.InboundEvent.ReactionChanged;
import io.parley.channel.Person;
import io.parley.channel.RawEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.CallbackQuery;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.api.objects.message.MaybeInaccessibleMessage;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.reactions.MessageReactionUpdated;
import org.telegram.telegrambots.meta.api.objects.reactions.ReactionType;
import org.telegram.telegrambots.meta.api.objects.reactions.ReactionTypeCustomEmoji;
import org.telegram.telegrambots.meta.api.objects.reactions.ReactionTypeEmoji;

/**
 * Says what an update means. Only the fields that matter are read, so that a field of a kind that is not known yet spoils
 * nothing. <a href="https://core.telegram.org/bots/api#update">Update</a>.
 */
final class UpdateReader {
    /** The kinds of update that Telegram is asked for. */
    static final List<String> KINDS = List.of("message", "edited_message", "callback_query", "message_reaction",
            "my_chat_member");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MessageReader messages;
    private final @Nullable TelegramTarget agents;

    /** @param agents where agents work; null where they do not */
    UpdateReader(Bot bot, @Nullable TelegramTarget agents) {
        this.agents = agents;
        this.messages = new MessageReader(bot, agents);
    }

    /** The meaning of an update; never throws because of what it holds. */
    InboundEvent read(RawEvent raw) {
        try {
            JsonNode root = JSON.readTree(raw.payload());
            return root == null || !root.isObject() ? new Ignored("not an update") : meaning(root, raw);
        } catch (IOException | RuntimeException e) {
            return new Ignored("unreadable update: " + e.getClass().getSimpleName());
        }
    }

    private InboundEvent meaning(JsonNode update, RawEvent raw) throws IOException {
        String kind = kind(update);
        JsonNode content = update.path(kind);
        return switch (kind) {
            case "message" -> messages.received(message(content), content);
            case "edited_message" -> messages.edited(message(content), content);
            case "callback_query" -> pressed(as(CallbackQuery.class, FieldWhitelist.ofCallback(content)),
                    raw.receivedAt());
            case "message_reaction" -> reacted(as(MessageReactionUpdated.class, FieldWhitelist.ofReaction(content)));
            case "my_chat_member" -> membership(content);
            default -> new Ignored(kind + ": not a kind of update that is used");
        };
    }

    private static String kind(JsonNode update) {
        return KINDS.stream().filter(update::has).findFirst().orElseGet(() -> otherKind(update));
    }

    private static String otherKind(JsonNode update) {
        for (Iterator<String> names = update.fieldNames(); names.hasNext();) {
            String name = names.next();
            if (!name.equals("update_id")) {
                return name;
            }
        }
        return "nothing";
    }

    private static Message message(JsonNode content) throws JsonProcessingException {
        return as(Message.class, FieldWhitelist.ofMessage(content));
    }

    private static <T> T as(Class<T> type, JsonNode node) throws JsonProcessingException {
        return JSON.treeToValue(node, type);
    }

    /** Telegram does not say when a button was pressed; the time of its arrival stands for it. */
    private InboundEvent pressed(CallbackQuery query, Instant pressedAt) {
        MaybeInaccessibleMessage under = query.getMessage();
        if (under == null) {
            return new Ignored("a button under a message that is not in a chat");
        }
        TelegramTarget place = new TelegramTarget(under.getChatId(), under instanceof Message m ? topic(m) : 0);
        if (agents != null && agents.chat() == place.chat()) {
            return AgentButton.pressed(person(query.getFrom()), query.getData()).<InboundEvent>map(press -> press)
                    .orElse(new Ignored("a button that is not of this bot's making"));
        }
        Optional<InboundEvent> press = ButtonData.of(query.getData())
                .map(data -> new ButtonPressed(place.thread(), place.address(), person(query.getFrom()), query.getId(),
                        data.answerId(), data.press(), pressedAt));
        return press.orElse(new Ignored("a button that is not of this bot's making"));
    }

    private InboundEvent reacted(MessageReactionUpdated change) {
        User user = change.getUser();
        if (user == null) {
            return new Ignored("an anonymous reaction");
        }
        if (agents != null && agents.chat() == change.getChat().getId()) {
            return new Ignored("a reaction among agents");
        }
        Set<String> before = emoji(change.getOldReaction());
        Set<String> after = emoji(change.getNewReaction());
        return new ReactionChanged(new MessageKey(change.getChat().getId(), change.getMessageId()).written(),
                person(user), without(after, before), without(before, after),
                Instant.ofEpochSecond(change.getDate()));
    }

    private static Set<String> emoji(List<ReactionType> reactions) {
        return reactions.stream().map(reaction -> switch (reaction) {
            case ReactionTypeEmoji emoji -> emoji.getEmoji();
            case ReactionTypeCustomEmoji custom -> "custom:" + custom.getCustomEmojiId();
            default -> "paid";
        }).collect(Collectors.toSet());
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        var rest = new HashSet<>(all);
        rest.removeAll(some);
        return Set.copyOf(rest);
    }

    private static InboundEvent membership(JsonNode change) throws JsonProcessingException {
        TelegramTarget place = new TelegramTarget(as(Chat.class, FieldWhitelist.ofChat(change.path("chat"))).getId(),
                0);
        String status = change.path("new_chat_member").path("status").asText();
        return switch (status) {
            case "kicked" -> new InboundEvent.ReachabilityChanged(place.address(), false,
                    place.isGroup() ? "the bot was removed from the group" : "the person blocked the bot");
            case "left" -> new InboundEvent.ReachabilityChanged(place.address(), false, "the bot left the group");
            case "member", "administrator", "restricted" -> new InboundEvent.ReachabilityChanged(place.address(), true,
                    place.isGroup() ? "the bot is in the group" : "the person let the bot in again");
            default -> new Ignored("the bot's place in the chat is '" + status + "'");
        };
    }

    static int topic(Message message) {
        Integer thread = message.getMessageThreadId();
        return message.isTopicMessage() && thread != null ? thread : 0;
    }

    static Person person(User user) {
        String last = user.getLastName();
        String name = last == null || last.isBlank() ? user.getFirstName() : user.getFirstName() + " " + last;
        return new Person(TelegramTarget.TELEGRAM, Long.toString(user.getId()), name, user.getLanguageCode());
    }
}
