package io.parley.handover.thread;

import io.parley.actor.Helper;
import io.parley.audit.Audit;
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
import io.parley.handover.LockedTickets;
import io.parley.handover.Ticket;
import io.parley.handover.TicketNotes;
import io.parley.outbox.Outbox;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
    private final Audit audit;

    AgentThreads(Channels channels, Outbox outbox, LockedTickets locked, TicketNotes notes, AgentMessages messages,
            AgentAccounts accounts, AgentRemarks remarks, AgentReply reply, Replies replies, Audit audit) {
        this.channels = channels;
        this.outbox = outbox;
        this.locked = locked;
        this.notes = notes;
        this.messages = messages;
        this.accounts = accounts;
        this.remarks = remarks;
        this.reply = reply;
        this.replies = replies;
        this.audit = audit;
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

    private String decided(Ticket ticket, AgentMessage message, AgentReplies setting) {
        Person author = message.author();
        String text = words(message);
        boolean inside = message.toColleague() || Inside.is(message.text());
        Optional<AgentAct> agent = accounts.of(author).map(AgentAct::of);
        AgentMessages.Row row = messages.add(author, message.externalId(), ticket.id(), text, message.sentAt());
        if (agent.isEmpty() && !inside) {
            remarks.tellStranger(ticket, author);
        }
        if (agent.isEmpty() || inside || setting == AgentReplies.OFF || message.text().isBlank()) {
            return reply.keep(ticket, row, text);
        }
        if (ticket.isResolved()) {
            remarks.tell(ticket, author, "resolved");
            return reply.keep(ticket, row, text);
        }
        boolean free = ticket.assignee() == null && setting == AgentReplies.SEND;
        if (free || ticket.isWith(agent.get())) {
            if (!message.attachments().isEmpty()) {
                remarks.tell(ticket, author, "no-files");
            }
            return reply.send(ticket, row, agent.get(), message.text());
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
        return lock(edit.channel(), edit.externalId()).map(row -> {
            boolean inside = edit.toColleague() || Inside.is(edit.text());
            switch (row.state()) {
                case ASKED -> messages.words(row.id(), edit.text());
                case INSIDE -> notes.change(row.ticket(), row.key(), edit.text());
                case SENT -> {
                    Ticket ticket = locked.find(row.ticket()).orElseThrow();
                    Optional<Helper> agent = stillAuthor(row);
                    if (agent.isEmpty()) {
                        return refused(ticket, row);
                    }
                    if (inside) {
                        takeBack(ticket, row, agent.get());
                    } else {
                        change(ticket, row, agent.get(), edit.text());
                    }
                }
                case GONE -> {
                    return "taken back already";
                }
            }
            if (inside && row.state() != AgentMessages.State.INSIDE) {
                reply.keep(locked.find(row.ticket()).orElseThrow(), row, edit.text());
            }
            return "changed among agents";
        });
    }

    /** The agent who wrote it; empty once their account is locked or gone, or the person at the service is another agent. */
    private Optional<Helper> stillAuthor(AgentMessages.Row row) {
        return accounts.of(row.author())
                .filter(agent -> row.messageId() == null || replies.isOf(row.messageId(), agent));
    }

    /** An agent's words stay with the customer as they are once their author is an agent no more. */
    private String refused(Ticket ticket, AgentMessages.Row row) {
        remarks.tell(ticket, row.author(), accounts.of(row.author()).isEmpty() ? "no-agent" : "not-yours");
        return "no agent who works here said it";
    }

    private void change(Ticket ticket, AgentMessages.Row row, Helper agent, String text) {
        if (!canChange(ticket)) {
            remarks.tell(ticket, row.author(), "cannot-change");
        } else if (row.messageId() != null && !text.isBlank()) {
            replies.agentChanges(row.messageId(), agent, text);
            audit.add(agent.account(), Deed.REPLY_CHANGED, Long.toString(ticket.id()), null);
        }
    }

    /**
     * Somebody took back what they wrote.
     *
     * @return what became of it; empty when it was not under a ticket
     */
    public Optional<String> deleted(AgentMessageDeleted deletion) {
        return lock(deletion.channel(), deletion.externalId()).map(row -> {
            switch (row.state()) {
                case INSIDE -> notes.remove(row.ticket(), row.key());
                case SENT -> {
                    Ticket ticket = locked.find(row.ticket()).orElseThrow();
                    Optional<Helper> agent = stillAuthor(row);
                    if (agent.isEmpty()) {
                        return refused(ticket, row);
                    }
                    takeBack(ticket, row, agent.get());
                }
                case ASKED, GONE -> {
                }
            }
            messages.gone(row.id());
            return "taken back among agents";
        });
    }

    private void takeBack(Ticket ticket, AgentMessages.Row row, Helper agent) {
        if (!canChange(ticket)) {
            remarks.tell(ticket, row.author(), "cannot-take-back");
        } else if (row.messageId() != null) {
            replies.agentTakesBack(row.messageId());
            audit.add(agent.account(), Deed.REPLY_TAKEN_BACK, Long.toString(ticket.id()), null);
        }
    }

    private boolean canChange(Ticket ticket) {
        return channels.get(new ChannelName(ticket.channel())).changesSent();
    }

    /** Those of the messages on a channel that were written under tickets. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public List<String> known(ChannelName channel, Collection<String> externalIds) {
        return messages.known(channel, externalIds);
    }

    private Optional<AgentMessages.Row> lock(ChannelName channel, String externalId) {
        return messages.lock(channel, externalId).flatMap(row -> {
            locked.find(row.ticket());
            return messages.lock(row.id());
        });
    }
}
