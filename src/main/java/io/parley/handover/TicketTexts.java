package io.parley.handover;

import io.parley.actor.NamedActor;
import io.parley.channel.Language;
import io.parley.channel.text.YamlTexts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The texts about a ticket that agents and customers read, from {@code channels/tickets.yaml}. */
@Component
public class TicketTexts {

    private final YamlTexts texts;
    private final String publicUrl;

    @Autowired
    TicketTexts(@Value("${parley.public-url:}") String publicUrl) {
        this(YamlTexts.of("tickets.yaml"), publicUrl.replaceFirst("/+$", ""));
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
                .replace("{question}", words(ticket.question())) + status(ticket);
    }

    private String status(Ticket ticket) {
        NamedActor resolver = ticket.isResolved() ? ticket.resolver() : null;
        if (resolver != null) {
            return "\n\n" + (resolver.kind().isNamed()
                    ? texts.text("resolved-by").replace("{agent}", resolver.name())
                    : texts.text("over-by-itself", resolver.kind().word()));
        }
        String agent = ticket.assignee();
        return agent == null ? "" : "\n\n" + texts.text("taken-by").replace("{agent}", agent);
    }

    /** Where a ticket is at the desk; null where nobody knows what the desk is called from outside. */
    @Nullable
    String desk(Ticket ticket) {
        return publicUrl.isEmpty() ? null : publicUrl + "/desk/t/" + ticket.id();
    }

    /** To one of the agents, about what they wrote or pressed. */
    public String toAgent(String key, Ticket ticket) {
        String name = Objects.requireNonNullElse(ticket.customer(), texts.text("somebody"));
        String desk = desk(ticket);
        return texts.text("to-agent", key).replace("{teach}", desk == null ? "" : desk + "/teach").strip()
                .replace("{ticket}", Long.toString(ticket.id()))
                .replace("{agent}", Objects.requireNonNullElse(ticket.assignee(), ""))
                .replace("{channel}", ticket.channel()).replace("{customer}", name);
    }

    /** To agents: the customer went on. */
    String again(Ticket ticket) {
        String agent = ticket.assignee();
        String who = agent == null ? texts.text("nobody-has-it") : texts.text("has-it").replace("{agent}", agent);
        return about(ticket, "again").replace("{who}", who).replace("{words}", said(ticket));
    }

    /** To agents: the customer went on, and nobody is called. */
    String wentOn(Ticket ticket, String words) {
        return about(ticket, "went-on").replace("{words}", words);
    }

    /** To agents: what stood here was taken back by the customer. */
    String takenBack(Ticket ticket) {
        return about(ticket, "taken-back");
    }

    /** To agents: the one who had it did not answer, or works here no more, and everybody may take it. */
    String givenBack(Ticket ticket) {
        return about(ticket, ticket.waitsSince() == null ? "open-again" : "given-back")
                .replace("{agent}", words(ticket.assignee())).replace("{words}",
                        said(ticket));
    }

    /** To agents: nobody came in time. */
    String overdue(Ticket ticket) {
        return about(ticket, "overdue").replace("{words}", said(ticket));
    }

    /** To operators by mail: nobody came in time. */
    String overdueByMail(Ticket ticket) {
        String desk = desk(ticket);
        return desk == null ? overdue(ticket) : overdue(ticket) + "\n\n" + desk;
    }

    /** To agents who write under a call. */
    public String howToReply(Ticket ticket) {
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

    /** To the customer: nobody came in time, and all were called. */
    String escalated(String channel) {
        return texts.text("escalated").replace("{place}",
                texts.text("places", channel.equals("email") ? "email" : "here"));
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
