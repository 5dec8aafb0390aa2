package io.parley.channel.web;

import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The web chat as visitors reach it by WebSocket, with a scripted bot behind it. */
@WebChatTest(properties = {"parley.supporter-names=Ruth", "parley.web.allowed-origins=https://shop.example",
        "parley.web.messages-per-minute-and-address=100000", "parley.web.messages-per-minute=2000"})
abstract class ChatLine {
    @LocalServerPort
    int port;

    @Autowired
    ScriptedBot bot;

    @BeforeEach
    void reset() {
        bot.reset();
    }
}
