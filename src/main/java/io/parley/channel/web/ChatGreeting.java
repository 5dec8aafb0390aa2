package io.parley.channel.web;

import org.springframework.stereotype.Component;

/** What the chat says first. */
@Component
class ChatGreeting {
    private final String text;

    ChatGreeting(ChatAssets assets) {
        this.text = assets.text("greeting.txt").strip();
    }

    String by(String supporterName) {
        return text.replace("{name}", supporterName);
    }
}
