package io.parley.handover.thread;

import io.parley.actor.Helper;
import io.parley.audit.Deed;
import io.parley.channel.AgentReplies;
import io.parley.channel.ChannelName;
import io.parley.channel.Channels;
import io.parley.channel.InboundEvent.AgentMessage;
import io.parley.channel.InboundEvent.AgentMessageDeleted;
import io.parley.channel.InboundEvent.AgentMessageEdited;
import io.parley.channel.Person;
import io.parley.conversation.InboundOutcome;
import io.parley.conversation.Replies;
import io.parley.handover.AgentAct;
import io.parley.handover.LockedAct;
import io.parley.handover.LockedTickets;
import io.parley.handover.LockedTickets.Locked;
import io.parley.handover.Ticket;
import io.parley.handover.TicketNotes;
import io.parley.outbox.Outbox;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes what is written under a ticket where agents are: a reply to the customer, or a note that stays inside. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class AgentThreads {
    private final Channels channels;
    private final Outbox outbox;
    private final LockedTickets locked;
    private final TicketNotes notes;
    private final AgentMessages messages;
    private final AgentAccounts accounts;
    private final AgentRemarks remarks;
    private final AgentReply reply;
    private final Replies replies;

    AgentThreads(Channels channels, Outbox outbox, LockedTickets locked, TicketNotes notes, AgentMessages messages,
            AgentAccounts accounts, AgentRemarks remarks, AgentReply reply, Replies replies) {
        this.channels = channels;
        this.outbox = outbox;
        this.locked = locked;
        this.notes = notes;
        this.messages = messages;
        this.accounts = accounts;
        this.remarks = remarks;
        this.reply = reply;
        this.replies = replies;
    }

    /**
     * Somebody wrote.
     *
     * @return what became of it; empty when it was not under a ticket
     */
    public Optional<InboundOutcome> wrote(AgentMessage message) {
        ChannelName channel = message.author().channel();
        Optional<Long> above = outbox.answerOf(channel, message.above().externalId());
        if (above.isEmpty() && message.above().isAwaited()) {
            return Optional.of(new InboundOutcome.AwaitsMessage(message.above().externalId()));
        }
        return above.flatMap(locked::calledWith)
                .map(ticket -> new InboundOutcome.Handled(messages.isKnown(channel, message.externalId())
                        ? "known already"
                        : decided(ticket, message, channels.get(channel).agentReplies())));
    }

    private String decided(Locked on, AgentMessage message, AgentReplies setting) {
        Ticket ticket = on.ticket();
        Person author = message.author();
        String text = words(message);
        boolean inside = message.toColleague() || Inside.is(message.text());
        Optional<AgentAct> agent = accounts.of(author).map(AgentAct::of);
        AgentMessages.Row row = messages.add(author, message.externalId(), ticket.id(), text, message.sentAt());
        if (agent.isEmpty() && !inside) {
            remarks.tellStranger(ticket, author);
        }
        if (agent.isEmpty() || inside || setting == AgentReplies.OFF || message.text().isBlank()) {
            return reply.keep(on, row, text);
        }
        if (ticket.isResolved()) {
            remarks.tell(ticket, author, "resolved");
            return reply.keep(on, row, text);
        }
        boolean free = ticket.assignee() == null && setting == AgentReplies.SEND;
        if (free || ticket.isWith(agent.get())) {
            if (!message.attachments().isEmpty()) {
                remarks.tell(ticket, author, "no-files");
            }
            return reply.send(locked.act(on, agent.get()), row, message.text());
        }
        messages.words(row.id(), message.text());
        remarks.ask(ticket, row);
        return "its author is asked";
    }

    private static String words(AgentMessage message) {
        String files = String.join(", ", message.attachments());
        return files.isEmpty() ? message.text() : (message.text() + "\n[" + files + "]").strip();
    }

    /**
     * Somebody changed what they wrote: so does what the customer has of it. What stays inside never leaves it by a change.
     *
     * @return what became of it; empty when it was not under a ticket
     */
    public Optional<String> edited(AgentMessageEdited edit) {
        return lock(edit.channel(), edit.externalId(), (row, on) -> {
            Optional<Helper> author = accounts.of(row.author());
            if (!isStillTheirs(row, author)) {
                return refused(on, row, author);
            }
            boolean inside = edit.toColleague() || Inside.is(edit.text());
            switch (row.state()) {
                case ASKED -> messages.words(row.id(), edit.text());
                case INSIDE -> notes.change(row.ticket(), row.key(), author.orElse(null), edit.text());
                case SENT -> sent(locked.act(on, AgentAct.of(author.orElseThrow())), row, inside ? null : edit.text());
                case GONE -> {
                    return "taken back already";
                }
            }
            if (inside && row.state() != AgentMessages.State.INSIDE) {
                reply.keep(on, row, edit.text());
            }
            return "changed among agents";
        });
    }

    /**
     * Whether what somebody wrote is theirs to change: an agent's as long as their account is the one that said it, and is not
     * locked.
     */
    private boolean isStillTheirs(AgentMessages.Row row, Optional<Helper> author) {
        return switch (row.state()) {
            case INSIDE -> notes.isOf(row.ticket(), row.key(), author.orElse(null));
            case SENT -> author
                    .filter(agent -> row.messageId() == null || replies.isOf(row.messageId(), agent)).isPresent();
            case ASKED, GONE -> true;
        };
    }

    /** An agent's words stay as they are once their author is an agent no more. */
    private String refused(Locked on, AgentMessages.Row row, Optional<Helper> author) {
        remarks.tell(on.ticket(), row.author(), author.isEmpty() ? "no-agent" : "not-yours");
        return "no agent who works here said it";
    }

    /**
     * Changes what the customer has.
     *
     * @param text null to take it back
     */
    private void sent(LockedAct act, AgentMessages.Row row, @Nullable String text) {
        Long message = row.messageId();
        if (!canChange(act.ticket())) {
            remarks.tell(act.ticket(), row.author(), text == null ? "cannot-take-back" : "cannot-change");
        } else if (message != null && text == null) {
            replies.agentTakesBack(act.conversation(), message);
            locked.done(act, Deed.REPLY_TAKEN_BACK);
        } else if (message != null && text != null && !text.isBlank()) {
            replies.agentChanges(act.conversation(), message, act.by(), text);
            locked.done(act, Deed.REPLY_CHANGED);
        }
    }

    /**
     * Somebody took back what they wrote.
     *
     * @return what became of it; empty when it was not under a ticket
     */
    public Optional<String> deleted(AgentMessageDeleted deletion) {
        return lock(deletion.channel(), deletion.externalId(), (row, on) -> {
            Optional<Helper> author = accounts.of(row.author());
            if (!isStillTheirs(row, author)) {
                return refused(on, row, author);
            }
            switch (row.state()) {
                case INSIDE -> notes.remove(row.ticket(), row.key(), author.orElse(null));
                case SENT -> sent(locked.act(on, AgentAct.of(author.orElseThrow())), row, null);
                case ASKED, GONE -> {
                }
            }
            messages.gone(row.id());
            return "taken back among agents";
        });
    }

    private boolean canChange(Ticket ticket) {
        return channels.get(new ChannelName(ticket.channel())).changesSent();
    }

    /** Those of the messages on a channel that were written under tickets. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public List<String> known(ChannelName channel, Collection<String> externalIds) {
        return messages.known(channel, externalIds);
    }

    private Optional<String> lock(ChannelName channel, String externalId,
            BiFunction<AgentMessages.Row, Locked, String> does) {
        return messages.lock(channel, externalId)
                .flatMap(row -> locked.find(row.ticket()).map(on -> does.apply(row, on)));
    }
}
