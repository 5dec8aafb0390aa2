package io.parley.channel.email.receiving;

import io.parley.channel.email.receiving.Understanding.Read;
import io.parley.channel.email.thread.Envelope;
import io.parley.channel.email.thread.Envelope.Decision;
import io.parley.channel.email.thread.MailAddress;
import io.parley.channel.email.thread.MailQuestions;
import io.parley.channel.email.thread.MailRows;
import io.parley.channel.email.thread.MailRows.Sent;
import io.parley.channel.email.thread.MailThreads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Divides a mail's envelope where it asks several questions, or where a verdict is about several answers. */
final class SeveralEnvelopes {
    private final MailRows rows;
    private final MailThreads threads;
    private final AskedFor askedFor;
    private final MailQuestions severalAsked;

    SeveralEnvelopes(MailRows rows, MailThreads threads, AskedFor askedFor, MailQuestions severalAsked) {
        this.rows = rows;
        this.threads = threads;
        this.askedFor = askedFor;
        this.severalAsked = severalAsked;
    }

    /** One envelope for each question that stands in a mail, or for each answer that a verdict is about. */
    List<Envelope> of(Envelope envelope, Read read, Instant now) {
        return switch (envelope.decision()) {
            case QUESTION -> Stream.concat(asked(envelope, askedFor.in(read), now).stream(),
                    saidBesides(envelope, read, now)).toList();
            case VERDICT -> Stream.concat(about(envelope), forAgents(envelope, read)).toList();
            case REJECTION, KEPT -> Stream.concat(Stream.of(envelope), saidBesides(envelope, read, now)).toList();
            case PRESS, BOUNCE, NOT_ANSWERED, QUARANTINED -> List.of(envelope);
        };
    }

    /** The verdict that stands beside a person's words. */
    private Stream<Envelope> saidBesides(Envelope envelope, Read read, Instant now) {
        String said = envelope.said();
        return Stream.ofNullable(envelope.target()).map(rows::sent).flatMap(Optional::stream)
                .filter(sent -> said != null)
                .flatMap(sent -> about(verdict(sent, Objects.requireNonNullElse(said, ""), now).from(read.sender())));
    }

    /** The questions of a mail as envelopes, one each; a mail that an agent answers is not split. */
    private List<Envelope> asked(Envelope envelope, List<String> asked, Instant now) {
        String id = envelope.messageId();
        String thread = envelope.thread();
        if (envelope.automatic() == null || asked.size() < 2 || id == null || thread == null) {
            return List.of(envelope);
        }
        List<Envelope> all = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            String key = MailQuestions.key(id, i + 1, asked.size());
            severalAsked.add(key, thread, asked.get(i), now);
            all.add(envelope.asking(asked.get(i), key));
        }
        return all;
    }

    private Stream<Envelope> about(Envelope envelope) {
        Stream<String> others = Stream.ofNullable(envelope.target()).map(rows::sent).flatMap(Optional::stream)
                .flatMap(sent -> severalAsked.takenAlong(sent.delivery()).stream()).map(rows::sentByDelivery)
                .flatMap(Optional::stream).map(Sent::messageId);
        return Stream.concat(Stream.of(envelope), others.map(envelope::about));
    }

    /** A verdict's words, where a person of ours reads the conversation. */
    private Stream<Envelope> forAgents(Envelope verdict, Read read) {
        String thread = verdict.thread();
        if (thread == null || read.reaction().isPresent() || !threads.hasTicket(thread)) {
            return Stream.empty();
        }
        String key = read.mail().messageId() + "#" + read.mail().identity().substring(0, 12);
        return Stream.of(new Envelope(Decision.KEPT, thread, verdict.address(), null, null, null, "a verdict",
                verdict.arrivedAt()).from(read.sender()).asking(read.text(), key));
    }

    /** The newest verdict counts, so that its time is finer than the seconds of a mail server. */
    static Envelope verdict(Sent sent, String said, Instant now) {
        return new Envelope(Decision.VERDICT, sent.thread(), address(sent), null, sent.messageId(), said, null, now);
    }

    static String address(Sent sent) {
        return new MailAddress(sent.mailbox(), sent.thread(), sent.recipient()).address().value();
    }
}
