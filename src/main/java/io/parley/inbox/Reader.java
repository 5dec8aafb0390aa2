package io.parley.inbox;

import io.parley.channel.Address;
import io.parley.channel.Channels;
import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.AmongAgents;
import io.parley.channel.InboundEvent.ButtonPressed;
import io.parley.channel.InboundEvent.CalledByEdit;
import io.parley.channel.InboundEvent.ConversationReset;
import io.parley.channel.InboundEvent.DeliveryReported;
import io.parley.channel.InboundEvent.Ignored;
import io.parley.channel.InboundEvent.Kept;
import io.parley.channel.InboundEvent.MessageDeleted;
import io.parley.channel.InboundEvent.MessageEdited;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.InboundEvent.Overheard;
import io.parley.channel.InboundEvent.PointedAt;
import io.parley.channel.InboundEvent.ReactionChanged;
import io.parley.channel.InboundEvent.ThreadMoved;
import io.parley.channel.Press;
import io.parley.channel.RawEvent;
import io.parley.conversation.Conversations;
import io.parley.conversation.Heard;
import io.parley.conversation.KeptMessages;
import io.parley.feedback.Verdicts;
import io.parley.handoff.AgentThreads;
import org.springframework.stereotype.Component;

/** Reads what a raw event means and hands it to the room that it concerns; called inside the transaction of step 2. */
@Component
class Reader {
    private final Channels channels;
    private final Conversations conversations;
    private final KeptMessages kept;
    private final Verdicts verdicts;
    private final AgentThreads agents;

    Reader(Channels channels, Conversations conversations, KeptMessages kept, Verdicts verdicts, AgentThreads agents) {
        this.channels = channels;
        this.conversations = conversations;
        this.kept = kept;
        this.verdicts = verdicts;
        this.agents = agents;
    }

    /** What follows from the event, which is written down when this returns. */
    Heard read(RawEvent raw) {
        return heard(channels.get(raw.channel()).read(raw));
    }

    private Heard heard(InboundEvent event) {
        return switch (event) {
            case MessageReceived message -> conversations.hear(message);
            case Kept one -> kept.keep(one);
            case Overheard overheard -> conversations.overhear(overheard);
            case PointedAt pointed -> conversations.pointedAt(pointed);
            case MessageEdited edit -> conversations.edit(edit);
            case CalledByEdit called -> conversations.calledByEdit(called);
            case MessageDeleted deletion -> conversations.delete(deletion);
            case ReactionChanged change -> verdicts.react(change);
            case ButtonPressed pressed -> press(pressed);
            case ConversationReset reset -> conversations.reset(reset);
            case DeliveryReported report -> report(report);
            case ThreadMoved moved -> conversations.move(moved);
            case AmongAgents(Address address, String under, InboundEvent otherwise) ->
                agents.wroteUnder(address, under) ? new Heard.Settled("said under a call of agents") : heard(otherwise);
            case Ignored(String reason) -> new Heard.Settled("ignored: " + reason);
        };
    }

    private Heard press(ButtonPressed pressed) {
        return switch (pressed.press()) {
            case Press.Voted(var vote, var comment) -> {
                boolean taken = verdicts.vote(pressed.thread(), pressed.person(), pressed.answerId(), vote, "button",
                        comment, pressed.pressedAt());
                yield new Heard.Settled(taken ? "verdict" : "vote on an unknown answer");
            }
            case Press.Chosen chosen -> conversations.press(pressed);
            case Press.Shared shared -> conversations.press(pressed);
            case Press.PersonWanted wanted -> conversations.press(pressed);
        };
    }

    private Heard report(DeliveryReported report) {
        conversations.setReachable(report.address(), report.reachable());
        return new Heard.Settled(report.reachable() ? "reachable" : "not reachable: " + report.reason());
    }
}
