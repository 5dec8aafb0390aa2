package io.parley.channel;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message to a participant, before a channel gives it its form.
 *
 * @param conversationId Parley's own id of the conversation
 * @param messageId Parley's own id of this message, which buttons carry and votes name
 * @param inReplyTo the channel's id of the message that is answered, if there is one
 * @param source where it comes from
 * @param agent the name of the person who wrote it, for {@link AnswerSource#PERSON}
 * @param confidence 0 to 1, the probability that it is right; absent where none was computed
 * @param text plain text, without markup; links stand in it as they are
 * @param verbatim how many of the text's first characters hold people's own words: in them nothing is markup, whatever it
 *     looks like
 * @param choices questions to choose from; empty mostly
 * @param citations what it rests on; empty mostly
 * @param verdictWanted whether thumbs stand under it
 * @param personOffered whether "Talk to a person" stands under it
 * @param revised whether it takes the place of an earlier answer to a question that was edited since
 * @param language the language of what a channel puts around the text; null stands for English
 * @param forAgents what it is besides its text, where agents read it; null mostly
 */
public record OutboundMessage(String conversationId, String messageId, @Nullable String inReplyTo, AnswerSource source,
        @Nullable String agent, @Nullable Double confidence, String text, int verbatim, List<Choice> choices,
        List<Citation> citations, boolean verdictWanted, boolean personOffered, boolean revised,
        @Nullable Language language, @Nullable ForAgents forAgents) {

    /** A message that no agent reads. */
    public OutboundMessage(String conversationId, String messageId, @Nullable String inReplyTo, AnswerSource source,
            @Nullable String agent, @Nullable Double confidence, String text, int verbatim, List<Choice> choices,
            List<Citation> citations, boolean verdictWanted, boolean personOffered, boolean revised,
            @Nullable Language language) {
        this(conversationId, messageId, inReplyTo, source, agent, confidence, text, verbatim, choices, citations,
                verdictWanted, personOffered, revised, language, null);
    }

    /** A message of the bot or of an agent, with no words of others in it. */
    public OutboundMessage(String conversationId, String messageId, @Nullable String inReplyTo, AnswerSource source,
            @Nullable String agent, @Nullable Double confidence, String text, List<Choice> choices,
            List<Citation> citations, boolean verdictWanted, boolean personOffered, boolean revised) {
        this(conversationId, messageId, inReplyTo, source, agent, confidence, text, 0, choices, citations,
                verdictWanted, personOffered, revised, null);
    }

    /** A message in English that may begin with words of others. */
    public OutboundMessage(String conversationId, String messageId, @Nullable String inReplyTo, AnswerSource source,
            @Nullable String agent, @Nullable Double confidence, String text, int verbatim, List<Choice> choices,
            List<Citation> citations, boolean verdictWanted, boolean personOffered, boolean revised) {
        this(conversationId, messageId, inReplyTo, source, agent, confidence, text, verbatim, choices, citations,
                verdictWanted, personOffered, revised, null);
    }

    /** The same for somebody who speaks a language. */
    public OutboundMessage in(Language spoken) {
        return new OutboundMessage(conversationId, messageId, inReplyTo, source, agent, confidence, text, verbatim,
                choices, citations, verdictWanted, personOffered, revised, spoken, forAgents);
    }

    /** The same with what it is besides its text. */
    public OutboundMessage with(ForAgents more) {
        return new OutboundMessage(conversationId, messageId, inReplyTo, source, agent, confidence, text, verbatim,
                choices, citations, verdictWanted, personOffered, revised, language, more);
    }

    /** The language of what a channel puts around the text. */
    public Language spoken() {
        return Objects.requireNonNullElse(language, Language.EN);
    }

    /** A notice to the team that holds nobody's words, so that links in it can be followed. */
    public static OutboundMessage toTeam(long conversationId, long messageId, String text) {
        return new OutboundMessage(Long.toString(conversationId), Long.toString(messageId), null, AnswerSource.NOTICE,
                null, null, text, List.of(), List.of(), false, false, false);
    }

    /** A notice to those who help customers; all of it is verbatim, since it holds customers' names and words. */
    public static OutboundMessage toAgents(long conversationId, long messageId, String text) {
        return new OutboundMessage(Long.toString(conversationId), Long.toString(messageId), null, AnswerSource.NOTICE,
                null,
                null,
                text, text.length(), List.of(), List.of(), false, false, false);
    }
}
