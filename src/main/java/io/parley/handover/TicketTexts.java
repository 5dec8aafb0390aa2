package io.parley.handover;

import io.parley.channel.Language;
import io.parley.channel.YamlTexts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The texts about a ticket that agents and customers read, from {@code channels/tickets.yaml}. */
@Component
class TicketTexts {
    private final YamlTexts texts;
    private final String publicUrl;

    @Autowired
    TicketTexts(@Value("${parley.public-url:}") String publicUrl) {
        this(new YamlTexts("tickets.yaml"), publicUrl.replaceFirst("/+$", ""));
    }

    private TicketTexts(YamlTexts texts, String publicUrl) {
        this.texts = texts;
        this.publicUrl = publicUrl;
    }

    /** The same for a customer who speaks a language. */
    TicketTexts in(Language language) {
        return new TicketTexts(texts.in(language), publicUrl);
    }

    /** To agents: somebody waits for them. */
    String waiting(Ticket ticket) {
        return about(ticket, "waiting").replace("{reason}", texts.text("reasons", ticket.reason()))
                .replace("{question}", words(ticket.question()));
    }

    /** To agents: the customer went on. */
    String again(Ticket ticket) {
        return again(ticket, said(ticket));
    }

    /** The same, when what they said was taken back. */
    String withoutWords(Ticket ticket) {
        return again(ticket, words(null));
    }

    private String again(Ticket ticket, String words) {
        String agent = ticket.assignee();
        String who = agent == null ? texts.text("nobody-has-it") : texts.text("has-it").replace("{agent}", agent);
        return about(ticket, "again").replace("{who}", who).replace("{words}", words);
    }

    /** To agents: the one who had it did not answer, and everybody may take it. */
    String givenBack(Ticket ticket) {
        return about(ticket, "given-back").replace("{agent}", words(ticket.assignee())).replace("{words}",
                said(ticket));
    }

    /** To agents who write under a call. */
    String howToReply(Ticket ticket) {
        return about(ticket, "how-to-reply").replace("{url}", publicUrl);
    }

    /** To the customer: the agent did not answer, and all were called. */
    String stillWaiting() {
        return texts.text("still-waiting");
    }

    /** To the customer: nobody came, and the bot is back. */
    String nobodyCame() {
        return texts.text("nobody-came");
    }

    /** To the customer: they said nothing to an agent's word, and the bot is back. */
    String closed() {
        return texts.text("closed");
    }

    /** To the customer: an agent has taken the ticket. */
    String taken(String agent) {
        return texts.text("taken").replace("{agent}", agent);
    }

    /** To the customer: the agent gave the conversation back to the bot. */
    String handedBack() {
        return texts.text("handed-back");
    }

    private String about(Ticket ticket, String key) {
        String name = Objects.requireNonNullElse(ticket.customer(), texts.text("somebody"));
        String customer = ticket.address() == null
                ? name
                : texts.text("reached-at").replace("{customer}", name).replace("{address}", ticket.address());
        String unverified = ticket.unverified() == null
                ? ""
                : "\n" + texts.text("unverified").replace("{what}", ticket.unverified());
        return texts.text(key).replace("{unverified}", unverified).replace("{ticket}", Long.toString(ticket.id()))
                .replace("{customer}", customer)
                .replace("{channel}", ticket.channel());
    }

    private static String said(Ticket ticket) {
        String last = ticket.lastCustomerMessage();
        return words(last == null ? ticket.question() : last);
    }

    private static String words(@Nullable String said) {
        return Objects.requireNonNullElse(said, "…");
    }
}
