package io.parley.channel.web;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.parley.channel.Vote;

/** A checked frame that a browser sent. {@code channels/web/README.md} describes the frames. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(value = ChatFrame.Say.class, name = "message"),
        @JsonSubTypes.Type(value = ChatFrame.Choose.class, name = "choice"),
        @JsonSubTypes.Type(value = ChatFrame.Rate.class, name = "vote"),
        @JsonSubTypes.Type(value = ChatFrame.AskPerson.class, name = "human"),
        @JsonSubTypes.Type(value = ChatFrame.StartOver.class, name = "reset"),
        @JsonSubTypes.Type(value = ChatFrame.Ping.class, name = "ping")})
sealed interface ChatFrame {
    /** The sender's id of the frame: the same id again is the same frame. */
    String clientMessageId();

    /** How many characters the visitor wrote. */
    default int length() {
        return switch (this) {
            case Say(String id, String text) -> text.length();
            case AskPerson(String id, String text) -> text.length();
            case Choose _,Rate _,StartOver _,Ping _ -> 0;
        };
    }

    /** The visitor wrote. */
    record Say(String clientMessageId, String text) implements ChatFrame {}

    /** The visitor chose one of an answer's choices. */
    record Choose(String clientMessageId, String messageId, String id) implements ChatFrame {}

    /** The visitor thinks so of an answer. */
    record Rate(String clientMessageId, String messageId, Vote vote) implements ChatFrame {}

    /** The visitor wants a person, and says so in these words. */
    record AskPerson(String clientMessageId, String text) implements ChatFrame {}

    /** Resets the session: earlier messages are no longer used. */
    record StartOver(String clientMessageId) implements ChatFrame {}

    /** Is the line alive? */
    record Ping(String clientMessageId) implements ChatFrame {}
}
