package io.parley.fake.telegram;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Someone on Telegram.
 *
 * @param id positive
 * @param bot whether it is a bot
 * @param firstName what others see
 * @param username without the {@code @}
 * @param language an IETF tag, empty if unknown
 */
public record TelegramUser(long id, boolean bot, String firstName, String username, String language) {

    ObjectNode json() {
        ObjectNode user = JsonMapper.shared().createObjectNode();
        user.put("id", id).put("is_bot", bot).put("first_name", firstName).put("username", username);
        if (!language.isEmpty()) {
            user.put("language_code", language);
        }
        return user;
    }
}
