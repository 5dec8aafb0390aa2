package io.parley.channel.email.mailbox;

import io.parley.channel.ChannelHealth;
import io.parley.channel.ChannelHealth.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The state of reading and sending per mailbox, as this instance knows it. */
public final class MailHealth {
    /** Something that does not work, since when. */
    private record Problem(String what, Instant since) {}

    /** A mail that is being taken, since when. */
    private record InHand(Place place, Instant since) {
        /** The words for operators. */
        String sentence() {
            return "reading " + place.mailbox() + ": the mail with UID " + place.uid() + " in " + place.folder()
                    + " is in hand since " + since.truncatedTo(ChronoUnit.SECONDS) + ", those behind it wait";
        }
    }

    /** The longest time for which a mail may be read before the mailbox counts as stuck. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final Map<String, Problem> problems = new ConcurrentHashMap<>();
    private final Map<String, Instant> looked = new ConcurrentHashMap<>();
    private final Map<String, InHand> inHand = new ConcurrentHashMap<>();

    /** The health of mailboxes that nothing is known of yet. */
    public MailHealth(InstantSource clock) {
        this.clock = clock;
    }

    /** A mailbox was looked at. */
    public void reads(String mailbox) {
        looked.put(mailbox, clock.instant());
        problems.remove("reading " + mailbox);
    }

    /** A mailbox cannot be looked at. */
    public void readingFails(String mailbox, String what) {
        fails("reading " + mailbox, what);
    }

    /** A mail is being taken. */
    public void begins(Place place) {
        inHand.put(place.mailbox(), new InHand(place, clock.instant()));
    }

    /** It is taken, or was given up for now. */
    public void ends(Place place) {
        inHand.remove(place.mailbox());
    }

    /** Another instance reads it from now on. */
    public void handsOver(String mailbox) {
        inHand.remove(mailbox);
        looked.remove(mailbox);
        problems.remove("reading " + mailbox);
    }

    /** A mail was submitted. */
    public void sends(String mailbox) {
        problems.remove("sending from " + mailbox);
    }

    /** No mail can be submitted. */
    public void sendingFails(String mailbox, String what) {
        fails("sending from " + mailbox, what);
    }

    private void fails(String key, String what) {
        problems.compute(key, (k, before) -> new Problem(what, before == null ? clock.instant() : before.since));
    }

    /** The health of so many mailboxes as one. */
    public ChannelHealth health(int mailboxes) {
        List<String> sentences = new ArrayList<>();
        problems.forEach((key, problem) -> sentences.add(key + ": " + problem.what + "; since "
                + problem.since.truncatedTo(ChronoUnit.SECONDS) + ", tried again"));
        Instant tooLong = clock.instant().minus(PATIENCE);
        inHand.values().stream().filter(mail -> mail.since.isBefore(tooLong)).map(InHand::sentence)
                .forEach(sentences::add);
        if (!sentences.isEmpty()) {
            return new ChannelHealth(State.DOWN, String.join("; ", sentences));
        }
        String when = looked.values().stream().min(Instant::compareTo)
                .map(last -> ", looked at " + Duration.between(last, clock.instant()).toSeconds() + " s ago")
                .orElse("");
        return new ChannelHealth(State.UP,
                (mailboxes == 1 ? "one mailbox" : mailboxes + " mailboxes") + ", read by the leading instance" + when);
    }
}
