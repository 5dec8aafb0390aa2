package io.parley.channel.email;

import io.parley.channel.AnswerSource;
import io.parley.channel.Choice;
import io.parley.channel.Citation;
import io.parley.channel.Language;
import io.parley.channel.OutboundMessage;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An answer on its way to its mail, kept as JSON between rendering and delivery; see {@link OutboundMessage}. */
record MailDraft(String answerId, @Nullable String inReplyTo, AnswerSource source, @Nullable String agent, String text,
        List<Choice> choices, List<Citation> citations, boolean verdictWanted, boolean personOffered,
        boolean revised, @Nullable Language language) {
    static MailDraft of(OutboundMessage message) {
        return new MailDraft(message.messageId(), message.inReplyTo(), message.source(), message.agent(),
                message.text(),
                message.choices(), message.citations(), message.verdictWanted(), message.personOffered(),
                message.revised(), message.spoken());
    }

    static MailDraft read(String payload) {
        return JsonMapper.shared().readValue(payload, MailDraft.class);
    }

    String payload() {
        return JsonMapper.shared().writeValueAsString(this);
    }

    /** The language of what stands around the text. */
    Language spoken() {
        return Objects.requireNonNullElse(language, Language.EN);
    }

    boolean byPerson() {
        return source == AnswerSource.PERSON;
    }
}
