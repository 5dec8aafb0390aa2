package io.parley.channel.email.thread;

import io.parley.channel.AnswerSource;
import io.parley.channel.Choice;
import io.parley.channel.Citation;
import io.parley.channel.Language;
import io.parley.channel.OutboundMessage;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer on its way to its mail, kept as JSON between rendering and delivery; see {@link OutboundMessage}.
 *
 * @param subject of a mail to the team; null where the thread has one
 */
public record MailDraft(String answerId, @Nullable String inReplyTo, AnswerSource source, @Nullable String agent,
        String text,
        List<Choice> choices, List<Citation> citations, boolean verdictWanted, boolean personOffered,
        boolean revised, @Nullable Language language, @Nullable String subject) {
    /** A draft of a message. */
    public static MailDraft of(OutboundMessage message) {
        return new MailDraft(message.messageId(), message.inReplyTo(), message.source(), message.agent(),
                message.text(),
                message.choices(), message.citations(), message.verdictWanted(), message.personOffered(),
                message.revised(), message.spoken(),
                message.forAgents() == null ? null : message.text().lines().findFirst().orElse(null));
    }

    /** Reads a draft from JSON. */
    public static MailDraft read(String payload) {
        return JsonMapper.shared().readValue(payload, MailDraft.class);
    }

    /** The draft as JSON. */
    public String payload() {
        return JsonMapper.shared().writeValueAsString(this);
    }

    /** The language of what stands around the text. */
    public Language spoken() {
        return Objects.requireNonNullElse(language, Language.EN);
    }

    /** Whether an agent wrote it. */
    public boolean byPerson() {
        return source == AnswerSource.PERSON;
    }
}
