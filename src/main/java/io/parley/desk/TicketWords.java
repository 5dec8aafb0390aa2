package io.parley.desk;

import io.parley.actor.NamedActor;
import io.parley.conversation.TranscriptLine;
import io.parley.desk.Moments.Moment;
import io.parley.desk.TicketPresence.Colleague;
import io.parley.handover.Ticket;
import io.parley.handover.TicketEvent;
import io.parley.handover.TicketGlances.Due;
import io.parley.handover.TicketGlances.Glance;
import io.parley.handover.TicketNote;
import io.parley.handover.TicketSnoozes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tickets, and what was said in them, in the words of a page. */
public final class TicketWords {
    static final List<String> CHANNELS = List.of("web", "email", "telegram", "slack");
    static final List<String> REASONS = List.of("asked_for_person", "missing_knowledge", "unsupported_request",
            "policy",
            "failure", "unresolved_choice", "usage_limit");
    private static final int SHOWN = 160;
    private static final double SOON = 0.8;

    private final DeskTexts texts;
    private final Moments moments;

    TicketWords(DeskTexts texts, Moments moments) {
        this.texts = texts;
        this.moments = moments;
    }

    /**
     * A ticket on a list.
     *
     * @param waits since when the customer waits; null when they do not
     * @param resolved when the ticket was resolved; null when it is not
     * @param owner the agent who has it; null when nobody does
     * @param subject the subject of the customer's mail; null where there is none
     * @param present the colleagues who are at it
     * @param until until when it is snoozed, without a time for machines when that is until the customer writes; null: not
     * @param due how long the customer may still wait; null when they do not
     * @param urgency soon, over, or nothing
     * @param unread whether there is something that the agent has not seen
     */
    record Row(long id, int revision, String channel, String customer, String question, String reason,
            @Nullable Moment waits,
            @Nullable Moment resolved, @Nullable String owner, @Nullable String subject, List<String> present,
            @Nullable Moment until, @Nullable Moment due, String urgency, boolean unread) {}

    /**
     * The head of a ticket's page.
     *
     * @param address where replies go, as people write it; null where nobody needs it
     * @param state in words
     * @param owner the agent who has it; null when nobody does
     * @param takenAt since when they have it
     * @param subject the subject of the customer's mail, with a word before it; null where there is none
     */
    record Head(long id, int revision, String title, String customer, @Nullable String address, String channel,
            String reason, String state, @Nullable String unverified, @Nullable String owner,
            @Nullable Moment takenAt, @Nullable String subject) {}

    /**
     * A message of the conversation.
     *
     * @param id the message's id
     * @param author customer, bot or person
     * @param source where an answer came from, in words; null where that says nothing
     * @param sure how sure the bot was; null where it had no such number
     * @param verdict what people said of it; null when nobody did
     * @param good whether that was good
     * @param can what can be done about it
     * @param undelivered why it did not reach the customer, and what to do; null when it did, or is on its way
     * @param takenBack whether its author took it back
     */
    record Line(long id, String author, String name, String text, Moment at, @Nullable String source,
            @Nullable String sure, @Nullable String verdict, boolean good, Can can, @Nullable String undelivered,
            boolean takenBack) {}

    /**
     * What the one who reads can do about a message.
     *
     * @param undo whether it has not gone, and can be taken back
     * @param change whether it can be changed
     * @param rate whether it can be called wrong, as an answer of the FAQ
     * @param wrong whether they called it wrong
     */
    record Can(boolean undo, boolean change, boolean rate, boolean wrong) {}

    /**
     * Another ticket of the same customer.
     *
     * @param state in words
     */
    record Earlier(long id, String question, String state, Moment opened) {}

    /** A note of an agent. */
    record Note(String agent, String text, Moment at) {}

    /** Something that happened. */
    record Event(String text, Moment at) {}

    Row row(Ticket ticket, List<Colleague> present, Glance glance) {
        Due due = glance.due();
        Instant until = glance.snoozedUntil();
        return new Row(ticket.id(), ticket.revision(), channel(ticket.channel()), customer(ticket),
                ticket.asks() == null ? texts.text("inbox", "wordless") : shortened(ticket.asks()),
                texts.text("reasons", ticket.reason()),
                ticket.isResolved() || ticket.waitsSince() == null ? null : moments.since(ticket.waitsSince()),
                ticket.resolvedAt() == null ? null : moments.at(ticket.resolvedAt()),
                ticket.isResolved() ? who(ticket.resolver()) : ticket.assignee(),
                ticket.subject(), present.stream().map(this::present).toList(), until == null ? null : until(until),
                due == null ? null : moments.until(due.at()), urgency(due), glance.unread());
    }

    Head head(Ticket ticket) {
        String unverified = ticket.unverified();
        String owner = ticket.assignee();
        return new Head(ticket.id(), ticket.revision(),
                texts.text("ticket", "title").replace("{ticket}", Long.toString(ticket.id())), customer(ticket),
                ticket.address(), channel(ticket.channel()), texts.text("reasons", ticket.reason()),
                state(ticket),
                unverified == null ? null : texts.text("ticket", "unverified").replace("{what}", unverified), owner,
                ticket.takenAt() == null ? null : moments.at(ticket.takenAt()),
                ticket.subject() == null
                        ? null
                        : texts.text("ticket", "subject").replace("{subject}", ticket.subject()));
    }

    private Moment until(Instant until) {
        return until.equals(TicketSnoozes.UNTIL_A_MESSAGE)
                ? new Moment("", texts.text("snooze", "list-reply"))
                : moments.at(until);
    }

    /** Until when a ticket is snoozed, as a sentence. */
    String snoozed(Instant until) {
        return until.equals(TicketSnoozes.UNTIL_A_MESSAGE)
                ? texts.text("snooze", "until-reply")
                : texts.text("snooze", "until").replace("{time}", moments.at(until).text());
    }

    /** A colleague who looks at the ticket, or writes in it. */
    String present(Colleague colleague) {
        return texts.text("present", colleague.writes() ? "writes" : "looks", colleague.name());
    }

    /**
     * What was said.
     *
     * @param can what the one who reads can do about a message
     * @param undelivered by a message's id, why it did not reach the customer
     */
    List<Line> lines(List<TranscriptLine> said, Function<TranscriptLine, Can> can, Map<Long, String> undelivered) {
        return said.stream().map(line -> line(line, can.apply(line), undelivered.get(line.id()))).toList();
    }

    private Line line(TranscriptLine said, Can can, @Nullable String failure) {
        Double confidence = said.confidence();
        Integer verdict = said.verdict();
        String source = said.author().equals("bot") && said.source() != null
                ? texts.text("sources", said.source())
                : null;
        return new Line(said.id(), said.author(), name(said),
                said.isTakenBack() ? texts.text("ticket", "taken-back") : said.text(), moments.at(said.at()), source,
                confidence == null
                        ? null
                        : texts.text("ticket", "confidence").replace("{percent}",
                                Long.toString(Math.round(confidence * 100))),
                verdict == null || verdict == 0 ? null : texts.text("ticket", verdict > 0 ? "helped" : "not-helped"),
                verdict != null && verdict > 0, can, failure == null ? null : undelivered(failure), said.isTakenBack());
    }

    private String undelivered(String failure) {
        return texts.text("ticket", "undelivered").replace("{why}",
                failure.isBlank() ? texts.text("ticket", "why-unknown") : shortened(failure));
    }

    private String name(TranscriptLine said) {
        return switch (said.author()) {
            case "customer" -> Objects.requireNonNullElse(said.name(), texts.text("ticket", "customer"));
            case "bot" -> texts.text("ticket", "bot");
            default -> Objects.requireNonNullElse(said.name(), texts.text("sources", "person"));
        };
    }

    List<Note> notes(List<TicketNote> notes) {
        return notes.stream().map(note -> new Note(note.agent(), note.text(), moments.at(note.at()))).toList();
    }

    List<Event> events(List<TicketEvent> events) {
        return events.stream().map(event -> new Event(
                texts.text("events", event.kind().word(), who(event.actor())), moments.at(event.at()))).toList();
    }

    Earlier earlier(Ticket ticket) {
        String question = ticket.question();
        return new Earlier(ticket.id(), question == null ? texts.text("inbox", "wordless") : shortened(question),
                state(ticket), moments.at(ticket.openedAt()));
    }

    private String state(Ticket ticket) {
        return texts.text("states", ticket.state(), ticket.isResolved()
                ? who(ticket.resolver())
                : Objects.requireNonNullElse(ticket.assignee(), ""));
    }

    /** A sentence for an agent who answers while the customer writes on. */
    String wrote(int count) {
        return texts.text("notices", count == 1 ? "wrote-one" : "wrote").replace("{n}", Integer.toString(count));
    }

    /** Why nothing was done about one of several tickets. */
    String failed(String why) {
        return texts.text("many", why);
    }

    /** A sentence for an agent whose ticket it is not: the one who has it, and since when. */
    public String withOther(Ticket ticket, String group) {
        return texts.text(group, "with-other", Objects.requireNonNullElse(ticket.assignee(), "")).replace("{time}",
                ticket.takenAt() == null ? "" : moments.at(ticket.takenAt()).text());
    }

    private String who(@Nullable NamedActor actor) {
        return actor == null ? "" : actor.kind().isNamed() ? actor.name() : texts.text("actors", actor.kind().word());
    }

    private String customer(Ticket ticket) {
        return Objects.requireNonNullElse(ticket.customer(), texts.text("inbox", "somebody"));
    }

    private String channel(String name) {
        return channel(texts, name);
    }

    /** Whether customers write on a channel of that name. */
    public static boolean isChannel(String name) {
        return CHANNELS.contains(name);
    }

    /** A channel as people call it. */
    public static String channel(DeskTexts texts, String name) {
        return texts.text("channels", CHANNELS.contains(name) ? name : "other");
    }

    private static String urgency(@Nullable Due due) {
        return due == null || due.used() < SOON ? "" : due.used() < 1 ? "soon" : "over";
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        int end = line.offsetByCodePoints(0, Math.min(SHOWN, line.codePointCount(0, line.length())));
        return end == line.length() ? line : line.substring(0, end) + "…";
    }
}
