package io.parley.channel.email.receiving;

import io.parley.channel.email.mailbox.Mailbox;
import io.parley.channel.email.mailbox.Position;
import io.parley.channel.email.message.Addresses;
import io.parley.channel.email.message.Incoming;
import io.parley.channel.email.receiving.Understanding.Read;
import io.parley.channel.email.sender.AutomaticMail;
import io.parley.channel.email.sender.SenderCheck;
import io.parley.channel.email.thread.AnswerLimits;
import io.parley.channel.email.thread.Envelope;
import io.parley.channel.email.thread.Envelope.Decision;
import io.parley.channel.email.thread.MailAddress;
import io.parley.channel.email.thread.MailQuestions;
import io.parley.channel.email.thread.MailRows;
import io.parley.channel.email.thread.MailRows.Sent;
import io.parley.channel.email.thread.MailThreads;
import io.parley.channel.email.thread.MailThreads.Known;
import io.parley.channel.email.verdict.VerdictWords;
import io.parley.channel.email.verdict.VerdictWords.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a mail: a question, a verdict, a report about a mail of ours, a person's mail that is kept without an
 * answer, or nothing that concerns anybody.
 */
public final class MailClassifier {
    private static final Duration DAY = Duration.ofDays(1);
    private static final String THUMB_UP = "👍";
    private static final String THUMB_DOWN = "👎";
    private static final String NOT_FROM_SENDER = "the mail server found that it is not from its sender";
    /** Sources of answers on which a verdict makes sense. */
    private static final Set<String> ANSWERS = Set.of("faq", "model", "choices");

    /** The source of a mail in which the bot says something of its own. */
    private static final String NOTICE = "notice";
    /** Sources of answers that ask whether they helped. */
    private static final Set<String> ASKING = Set.of("faq", "model");

    private final MailRows rows;
    private final MailThreads threads;
    private final VerdictWords verdicts;
    private final AskedFor askedFor;
    private final SeveralEnvelopes several;
    private final AnswerLimits limits;
    private final QuickReplies quickReplies;

    /** A classifier with all that it asks. */
    public MailClassifier(MailRows rows, MailThreads threads, VerdictWords verdicts, AskedFor askedFor,
            MailQuestions severalAsked, AnswerLimits limits, QuickReplies quickReplies) {
        this.rows = rows;
        this.threads = threads;
        this.verdicts = verdicts;
        this.askedFor = askedFor;
        this.several = new SeveralEnvelopes(rows, threads, askedFor, severalAsked);
        this.limits = limits;
        this.quickReplies = quickReplies;
    }

    /** One envelope for each question that stands in a mail, or for each answer that a verdict is about. */
    List<Envelope> apart(Envelope envelope, Read read, Instant now) {
        return several.of(envelope, read, now);
    }

    /** The envelope of a mail, with its sender. */
    Envelope on(Mailbox mailbox, Read read, Instant arrivedAt, Position position, Instant now) {
        return decided(mailbox, read, arrivedAt, position, now).from(read.sender());
    }

    private Envelope decided(Mailbox mailbox, Read read, Instant arrivedAt, Position position, Instant now) {
        Incoming mail = read.mail();
        if (rows.knowsIdentity(mail.identity())) {
            return not("it came in before", arrivedAt);
        }
        if (isOld(mail, arrivedAt, position)) {
            return not("it was there before the mailbox was set up", arrivedAt);
        }
        if (read.reaction().isPresent()) {
            return reaction(mail, read, arrivedAt, now);
        }
        return read.bounce().map(bounce -> bounced(bounce, arrivedAt))
                .or(() -> read.automatic().map(reason -> not(reason, arrivedAt)))
                .orElseGet(() -> fromAPerson(mailbox, mail, read, arrivedAt, now));
    }

    /**
     * Whether a mail was there before the mailbox was set up. UIDs say so as long as they stay, so that a day's difference
     * between clocks does no harm; where they changed, the older one of its dates counts.
     */
    private static boolean isOld(Incoming mail, Instant arrivedAt, Position position) {
        if (!position.isCompared()) {
            return arrivedAt.isBefore(position.since().minus(DAY));
        }
        return Stream.concat(Stream.of(arrivedAt), mail.date().stream())
                .anyMatch(date -> date.plusSeconds(1).isBefore(position.since()));
    }

    private Envelope reaction(Incoming mail, Read read, Instant arrivedAt, Instant now) {
        return mail.references().stream().findFirst().flatMap(rows::sent)
                .filter(sent -> isTo(sent, read))
                .map(sent -> SeveralEnvelopes.verdict(sent, read.reaction().orElse(""), now))
                .orElseGet(() -> not("a reaction to no mail of ours to them", arrivedAt));
    }

    private Envelope bounced(Bounce bounce, Instant arrivedAt) {
        Optional<Sent> sent = bounce.originals().stream().map(rows::sent).flatMap(Optional::stream).findFirst();
        if (!bounce.permanent()) {
            return not("a report that delivery is delayed or done", arrivedAt);
        }
        return sent
                .map(s -> new Envelope(Decision.BOUNCE, s.thread(), SeveralEnvelopes.address(s), null, s.messageId(),
                        null,
                        ("the mail came back " + bounce.status()).strip(), arrivedAt))
                .orElseGet(() -> not("a delivery report about no mail of ours", arrivedAt));
    }

    private Envelope fromAPerson(Mailbox mailbox, Incoming mail, Read read, Instant arrivedAt, Instant now) {
        if (read.sender().check() == SenderCheck.FAILED) {
            return threads.withTicket(mail, mailbox, read.person())
                    .map(known -> placed(mailbox, mail, read, Optional.of(known), arrivedAt).kept(NOT_FROM_SENDER,
                            null))
                    .orElseGet(() -> not(NOT_FROM_SENDER, arrivedAt));
        }
        Placed placed = placed(mailbox, mail, read, threads.find(mail, mailbox, read.sender(), now), arrivedAt);
        if (read.doubt().isPresent()) {
            return placed.kept("it looks automatic: " + read.doubt().get(), null);
        }
        Optional<Sent> answered = ours(mail)
                .filter(sent -> isTo(sent, read) && !sent.source().equals("person"));
        Optional<Envelope> said = answered
                .flatMap(sent -> verdicts.of(read.text(), name(read), ASKING.contains(sent.source()))
                        .flatMap(words -> said(words, sent, mailbox, read, placed, now)));
        return said.orElseGet(() -> questionAndVerdict(mailbox, read, placed, answered, now));
    }

    /**
     * A person's words, and what they tell besides of the mail of ours that they answer. Where that helped and nothing is asked,
     * they need no answer. Nobody tells how a matter came out before they can have read our mail.
     */
    private Envelope questionAndVerdict(Mailbox mailbox, Read read, Placed placed, Optional<Sent> answered,
            Instant now) {
        boolean tooQuick = quickReplies.has(read, placed.thread, placed.arrivedAt) && !askedFor.isChoice(read);
        Optional<Said> told = answered.filter(sent -> !tooQuick && ASKING.contains(sent.source()))
                .flatMap(sent -> verdicts.told(read.text(), name(read)))
                .filter(said -> said == Said.DID_NOT_HELP || !read.asks());
        boolean helped = told.filter(said -> said == Said.HELPED).isPresent();
        Envelope envelope = helped && !threads.isWithPerson(placed.thread)
                ? placed.kept("it says that the answer helped", null)
                : question(mailbox, read, placed, tooQuick, now);
        return told.isEmpty()
                ? envelope
                : envelope.saying(answered.orElseThrow().messageId(), helped ? THUMB_UP : THUMB_DOWN);
    }

    private static String name(Read read) {
        return Objects.requireNonNullElse(read.sender().name(), "");
    }

    private boolean wantsNoAnswers(Mailbox mailbox, Read read) {
        return Stream.of(read.person(), Addresses.key(read.sender().answerTo()))
                .anyMatch(address -> rows.isSilenced(mailbox.name(), address));
    }

    /** Whether a mail of ours went to the sender's own thread, as far as their mail server vouches for them. */
    private static boolean isTo(Sent sent, Read read) {
        return sent.person().equals(read.person()) && read.sender().check().mayJoin();
    }

    private Optional<Envelope> said(Said words, Sent sent, Mailbox mailbox, Read read, Placed placed,
            Instant now) {
        boolean votable = ANSWERS.contains(sent.source());
        return switch (words) {
            case HELPED ->
                Optional.of(votable ? SeveralEnvelopes.verdict(sent, THUMB_UP, now) : placed.kept("only thanks", null));
            case DID_NOT_HELP -> votable || sent.source().equals(NOTICE)
                    ? Optional.of(rejection(sent, mailbox, read, placed, now))
                    : Optional.empty();
            case THANKS -> Optional.of(placed.kept("only thanks", null));
            case UNSUBSCRIBE -> {
                rows.silence(mailbox.name(), read.person(), now);
                yield Optional.of(placed.kept("the sender asked for no more automatic answers", null));
            }
        };
    }

    /** A "that did not help" is answered, so that nobody is left alone with it; where it is about an answer, it is a verdict. */
    private Envelope rejection(Sent sent, Mailbox mailbox, Read read, Placed placed, Instant now) {
        Envelope envelope = question(mailbox, read, placed, false, now);
        boolean answered = envelope.decision() == Decision.QUESTION && envelope.automatic() != null;
        Envelope decided = answered ? envelope.as(Decision.REJECTION) : envelope;
        return ANSWERS.contains(sent.source()) ? decided.saying(sent.messageId(), THUMB_DOWN) : decided;
    }

    /**
     * A person's mail in its thread.
     *
     * @param to where answers in the thread go
     * @param id the mail's id, unique among all mails
     */
    private record Placed(String mailbox, String thread, String to, String id, Instant arrivedAt) {
        Envelope kept(String reason, @Nullable AutomaticMail automatic) {
            return envelope(Decision.KEPT, reason).with(automatic);
        }

        Envelope question(@Nullable AutomaticMail automatic) {
            return envelope(Decision.QUESTION, null).with(automatic);
        }

        private Envelope envelope(Decision decision, @Nullable String reason) {
            String address = new MailAddress(mailbox, thread, to).address().value();
            return new Envelope(decision, thread, address, id, null, null, reason, arrivedAt);
        }
    }

    private Placed placed(Mailbox mailbox, Incoming mail, Read read, Optional<Known> known, Instant arrivedAt) {
        String thread = known.map(Known::thread)
                .orElseGet(() -> MailThreads.nameFor(mail, mailbox, read.person()));
        String id = mail.messageId();
        String unique = rows.knowsMessageId(id) ? id + "#" + mail.identity().substring(0, 12) : id;
        return new Placed(mailbox.name(), thread, known.map(Known::recipient).orElse(read.sender().answerTo()), unique,
                arrivedAt);
    }

    /** Silence and limits stop answers only; where a person of ours has the conversation, the bot gives none anyway. */
    private Envelope question(Mailbox mailbox, Read read, Placed placed, boolean tooQuick, Instant now) {
        if (wantsNoAnswers(mailbox, read)) {
            return placed.kept("the sender wants no automatic answers",
                    limits.despiteSilence(mailbox, read.sender(), placed.to, now));
        }
        if (threads.isWithPerson(placed.thread)) {
            return placed.question(null);
        }
        if (tooQuick) {
            return placed.kept("it looks automatic: it came at once after our answer and asks nothing", null);
        }
        return limits.reached(mailbox, placed.thread, read.sender(), placed.to, now)
                .map(reached -> placed.kept(reached.reason(), reached.instead()))
                .orElseGet(() -> placed.question(AutomaticMail.ANSWER));
    }

    /** The mail of ours that a mail answers or reacts to. */
    private Optional<Sent> ours(Incoming mail) {
        return mail.references().stream().map(rows::sent).flatMap(Optional::stream).findFirst();
    }

    private static Envelope not(@Nullable String reason, Instant arrivedAt) {
        return new Envelope(Decision.NOT_ANSWERED, null, null, null, null, null, reason, arrivedAt);
    }
}
