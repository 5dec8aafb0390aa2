package io.parley.inbox;

import io.parley.channel.ButtonAction;
import io.parley.channel.Channels;
import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.AgentMessage;
import io.parley.channel.InboundEvent.ButtonPressed;
import io.parley.channel.InboundEvent.ConversationReset;
import io.parley.channel.InboundEvent.Ignored;
import io.parley.channel.InboundEvent.MessageDeleted;
import io.parley.channel.InboundEvent.MessageEdited;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.InboundEvent.ReactionChanged;
import io.parley.channel.InboundEvent.ThreadMoved;
import io.parley.channel.RawEvent;
import io.parley.conversation.Conversations;
import io.parley.conversation.InboundOutcome;
import io.parley.conversation.KeptMessages;
import io.parley.feedback.Verdicts;
import io.parley.handover.survey.Surveys;
import io.parley.handover.thread.AgentPresses;
import io.parley.handover.thread.AgentThreads;
import io.parley.privacy.OwnRequests;
import org.springframework.stereotype.Component;

/** Reads a raw event and passes it to the package that it concerns; called inside the transaction of step 2. */
@Component
class Reader {
    private final InboxRows rows;
    private final Channels channels;
    private final Conversations conversations;
    private final KeptMessages kept;
    private final Verdicts verdicts;
    private final AgentThreads agents;
    private final AgentPresses presses;
    private final Surveys surveys;
    private final OwnRequests ownRequests;

    Reader(InboxRows rows, Channels channels, Conversations conversations, KeptMessages kept, Verdicts verdicts,
            AgentThreads agents, AgentPresses presses, Surveys surveys, OwnRequests ownRequests) {
        this.rows = rows;
        this.channels = channels;
        this.conversations = conversations;
        this.kept = kept;
        this.verdicts = verdicts;
        this.agents = agents;
        this.presses = presses;
        this.surveys = surveys;
        this.ownRequests = ownRequests;
    }

    /** The outcome of the event, which is stored when this returns. */
    InboundOutcome read(RawEvent raw) {
        InboundEvent event = channels.get(raw.channel()).read(raw);
        return event instanceof AgentMessage said && rows.isAwaitedBefore(raw, said.above().externalId())
                ? new InboundOutcome.AwaitsMessage(said.above().externalId())
                : heard(event);
    }

    private InboundOutcome heard(InboundEvent event) {
        return switch (event) {
            case MessageReceived message ->
                ownRequests.wrote(message)
                        .or(() -> surveys.wrote(message).map(InboundOutcome.Handled::new))
                        .orElseGet(() -> conversations.receive(message));
            case InboundEvent.MessageKept one ->
                ownRequests.wroteInSilence(one.message()).orElseGet(() -> kept.keep(one));
            case InboundEvent.AmbientMessage overheard -> conversations.receiveAmbient(overheard);
            case InboundEvent.AnswerRequested pointed -> conversations.answerRequested(pointed);
            case MessageEdited edit -> conversations.edit(edit);
            case InboundEvent.MentionAdded called -> conversations.mentionAdded(called);
            case MessageDeleted deletion -> conversations.delete(deletion);
            case ReactionChanged change -> verdicts.react(change);
            case ButtonPressed pressed -> press(pressed);
            case ConversationReset reset -> conversations.reset(reset);
            case InboundEvent.ReachabilityChanged report -> report(report);
            case ThreadMoved moved -> conversations.move(moved);
            case AgentMessage said -> agents.wrote(said).orElseGet(() -> heard(said.otherwise()));
            case InboundEvent.AgentMessageEdited edit ->
                agents.edited(edit).<InboundOutcome>map(InboundOutcome.Handled::new)
                        .orElseGet(() -> heard(edit.otherwise()));
            case InboundEvent.AgentMessageDeleted deletion ->
                agents.deleted(deletion).<InboundOutcome>map(InboundOutcome.Handled::new)
                        .orElseGet(() -> heard(deletion.otherwise()));
            case InboundEvent.AgentPressed pressed -> new InboundOutcome.Handled(presses.pressed(pressed));
            case Ignored(String reason) -> new InboundOutcome.Handled("ignored: " + reason);
        };
    }

    /** Tells somebody who wrote while they are being erased that nothing of it is kept. */
    void drop(RawEvent raw) {
        switch (channels.get(raw.channel()).read(raw)) {
            case MessageReceived message -> ownRequests.wroteMeanwhile(message);
            case InboundEvent.MessageKept one -> ownRequests.wroteMeanwhile(one.message());
            default -> {
                // Votes, edits and their like need no word.
            }
        }
    }

    private InboundOutcome press(ButtonPressed pressed) {
        return switch (pressed.press()) {
            case ButtonAction.Voted(var vote, var comment) -> {
                boolean taken = verdicts.vote(pressed.thread(), pressed.person(), pressed.answerId(), vote, "button",
                        comment, pressed.pressedAt());
                yield new InboundOutcome.Handled(taken ? "verdict" : "vote on an unknown answer");
            }
            case ButtonAction.Chosen chosen ->
                ownRequests.pressed(pressed).or(() -> surveys.pressed(pressed).map(InboundOutcome.Handled::new))
                        .orElseGet(() -> conversations.press(pressed));
            case ButtonAction.Shared shared -> conversations.press(pressed);
            case ButtonAction.PersonWanted wanted -> conversations.press(pressed);
        };
    }

    private InboundOutcome report(InboundEvent.ReachabilityChanged report) {
        conversations.setReachable(report.address(), report.reachable());
        return new InboundOutcome.Handled(report.reachable() ? "reachable" : "not reachable: " + report.reason());
    }
}
