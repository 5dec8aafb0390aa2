package io.parley.channel.email.sending;

import io.parley.channel.Choice;
import io.parley.channel.InboundSink;
import io.parley.channel.Language;
import io.parley.channel.MailLinks;
import io.parley.channel.email.message.Addresses;
import io.parley.channel.email.thread.Envelope;
import io.parley.channel.email.thread.Links;
import io.parley.channel.email.thread.Links.Link;
import io.parley.channel.email.thread.MailRows;
import io.parley.channel.email.thread.MailRows.Sent;
import io.parley.channel.email.thread.MailRows.Shown;
import io.parley.channel.text.YamlTexts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.util.HtmlUtils;

/**
 * The pages behind the links in mails: a page that asks for confirmation, and the action of its button. A link with a
 * vote, a choice or a request for a person works once; a link that turns answers off or on leads to that state however
 * often it is followed.
 */
public final class LinkPages implements MailLinks {
    private static final String OFF = "off";
    private static final String ON = "on";

    private final Links links;
    private final MailRows rows;
    private final YamlTexts texts;
    private final InboundSink sink;
    private final TransactionOperations transaction;
    private final InstantSource clock;
    private final String page = HtmlRenderer.read("channels/email/link.html");

    /** Pages that store what a link says. */
    public LinkPages(Links links, MailRows rows, YamlTexts texts, InboundSink sink, TransactionOperations transaction,
            InstantSource clock) {
        this.links = links;
        this.rows = rows;
        this.texts = texts;
        this.sink = sink;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A link and the mail of ours that it stood in. */
    private record Found(Link link, Sent sent, Shown shown) {
        /** The word for it in texts. */
        String kind() {
            return Links.chosen(link.action()).isPresent() ? "choice" : link.action();
        }

        /** The question that it chooses; empty if it chooses none. */
        String question() {
            return Links.chosen(link.action())
                    .flatMap(id -> shown.choices().stream().filter(choice -> choice.id().equals(id)).findFirst())
                    .map(Choice::question).orElse("");
        }
    }

    private Optional<Found> find(String token) {
        return links.read(token)
                .flatMap(link -> rows.sentByDelivery(link.delivery())
                        .map(sent -> new Found(link, sent, rows.shown(link.delivery()))))
                .filter(found -> Links.chosen(found.link.action()).isEmpty() || !found.question().isEmpty());
    }

    @Override
    public Page look(String token) {
        return find(token).map(this::look).orElseGet(this::unknown);
    }

    private Page look(Found found) {
        String action = found.link.action();
        boolean done = isSwitch(action) ? isSilenced(found) == action.equals(OFF) : rows.isUsed(found.link.id());
        return done ? said(isSwitch(action) ? "done-" + action : "used", found) : question(found);
    }

    private static boolean isSwitch(String action) {
        return action.equals(OFF) || action.equals(ON);
    }

    private boolean isSilenced(Found found) {
        return rows.isSilenced(found.sent.mailbox(), Addresses.key(found.sent.recipient()));
    }

    @Override
    public Page follow(String token) {
        return find(token).map(this::follow).orElseGet(this::unknown);
    }

    private Page follow(Found found) {
        Boolean acted = transaction.execute(s -> {
            boolean works = isSwitch(found.link.action()) || rows.useLink(found.link.id(), clock.instant());
            if (works) {
                act(found);
            }
            return works;
        });
        return said(Boolean.TRUE.equals(acted) ? "done-" + found.kind() : "used", found);
    }

    private void act(Found found) {
        Sent sent = found.sent;
        Instant now = clock.instant();
        switch (found.link.action()) {
            case OFF -> rows.silence(sent.mailbox(), Addresses.key(sent.recipient()), now);
            case ON -> rows.endSilence(sent.mailbox(), Addresses.key(sent.recipient()));
            default -> sink.store(
                    List.of(Envelope.pressing(sent, found.link.action(), "link/" + found.link.id(), now)));
        }
    }

    private Page question(Found found) {
        String action = found.kind();
        return page(text("confirm-" + action, found), button(action, "", found), found);
    }

    /** After saying that nothing more is sent, the way back is offered. */
    private Page said(String key, Found found) {
        boolean off = key.equals("done-off");
        Link back = new Link(ON, found.link.delivery());
        return page(text(key, found), off ? button(ON, links.token(back), found) : "", found);
    }

    private String button(String action, String target, Found found) {
        String to = target.isEmpty() ? "" : " action=\"" + HtmlUtils.htmlEscape(target) + "\"";
        return "<form method=\"post\"" + to + "><button>" + HtmlUtils.htmlEscape(text("button-" + action, found))
                + "</button></form>";
    }

    private String text(String key, Found found) {
        return texts.in(found.shown.language()).text(key).replace("{address}", found.sent.recipient())
                .replace("{question}", found.question());
    }

    private Page unknown() {
        return new Page(filled(texts.text("unknown"), "", Language.EN), false);
    }

    private Page page(String title, String form, Found found) {
        return new Page(filled(title, form, found.shown.language()), true);
    }

    private String filled(String title, String form, Language language) {
        return page.replace("{language}", language.tag()).replace("{title}", HtmlUtils.htmlEscape(title))
                .replace("{form}", form);
    }
}
