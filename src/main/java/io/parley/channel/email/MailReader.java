package io.parley.channel.email;

import io.parley.channel.Address;
import io.parley.channel.ButtonAction;
import io.parley.channel.Command;
import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.ButtonPressed;
import io.parley.channel.InboundEvent.Ignored;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.InboundEvent.ReactionChanged;
import io.parley.channel.Language;
import io.parley.channel.Person;
import io.parley.channel.RawEvent;
import io.parley.channel.Vote;
import io.parley.channel.email.message.Addresses;
import io.parley.channel.email.message.Body;
import io.parley.channel.email.message.DeadLinks;
import io.parley.channel.email.message.Incoming;
import io.parley.channel.email.message.MailText;
import io.parley.channel.email.message.Part;
import io.parley.channel.email.sender.AutomaticMail;
import io.parley.channel.email.sender.Sender;
import io.parley.channel.email.thread.Envelope;
import io.parley.channel.email.thread.Links;
import io.parley.channel.email.thread.MailAddress;
import io.parley.channel.text.YamlTexts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a stored mail as an inbound event. */
final class MailReader {
    private static final InboundEvent NO_MAIL = new Ignored("no mail that Parley stored");

    private final MailText texts;
    private final YamlTexts words;

    MailReader(MailText texts, YamlTexts words) {
        this.texts = texts;
        this.words = words;
    }

    InboundEvent read(RawEvent raw) {
        return Envelope.open(raw.payload()).flatMap(opened -> meaning(opened, raw)).orElse(NO_MAIL);
    }

    private Optional<InboundEvent> meaning(Envelope.Opened opened, RawEvent raw) {
        Envelope envelope = opened.envelope();
        return switch (envelope.decision()) {
            case NOT_ANSWERED, QUARANTINED -> Optional.of(new Ignored(known(envelope.reason())));
            case BOUNCE ->
                Optional.of(new InboundEvent.ReachabilityChanged(address(envelope), false, known(envelope.reason())));
            case PRESS -> Optional.of(pressed(envelope, raw));
            case VERDICT -> Incoming.of(raw.payload(), opened.mailFrom()).map(mail -> verdict(envelope, mail));
            case KEPT -> Incoming.of(raw.payload(), opened.mailFrom()).map(mail -> kept(envelope, mail));
            case QUESTION, REJECTION ->
                Incoming.of(raw.payload(), opened.mailFrom()).map(mail -> question(envelope, mail));
        };
    }

    private MessageReceived question(Envelope envelope, Incoming mail) {
        List<Part> parts = Body.parts(mail);
        String asked = envelope.asked();
        String text = asked == null ? newIn(mail, parts, envelope.sender()) : asked;
        return new MessageReceived(MailAddress.thread(known(envelope.thread())), address(envelope),
                person(envelope, mail),
                known(envelope.messageId()), text.isEmpty() ? mail.subject() : text,
                envelope.decision() == Envelope.Decision.REJECTION ? Command.NOT_HELPED : null,
                Body.attachments(parts).stream().map(DeadLinks::inFileName).toList(),
                envelope.arrivedAt());
    }

    private String newIn(Incoming mail, List<Part> parts, @Nullable Sender sender) {
        return sender != null && sender.byForm() ? texts.messageIn(parts) : texts.newIn(parts, mail.subject());
    }

    private InboundEvent kept(Envelope envelope, Incoming mail) {
        AutomaticMail automatic = envelope.automatic();
        return new InboundEvent.MessageKept(question(envelope, mail), known(envelope.reason()), automatic != null,
                automatic == AutomaticMail.LIMIT
                        ? Language.each(language -> words.in(language).text("pause"))
                        : null);
    }

    private InboundEvent verdict(Envelope envelope, Incoming mail) {
        return new ReactionChanged(known(envelope.target()), person(envelope, mail), Set.of(known(envelope.said())),
                Set.of(),
                envelope.arrivedAt());
    }

    private static InboundEvent pressed(Envelope envelope, RawEvent raw) {
        String said = known(envelope.said());
        ButtonAction press = switch (said) {
            case "up" -> new ButtonAction.Voted(Vote.UP, null);
            case "down" -> new ButtonAction.Voted(Vote.DOWN, null);
            default -> Links.chosen(said).<ButtonAction>map(ButtonAction.Chosen::new)
                    .orElseGet(ButtonAction.PersonWanted::new);
        };
        MailAddress address = MailAddress.of(address(envelope));
        Person person = new Person(MailAddress.EMAIL, known(envelope.messageId()), null, null);
        return new ButtonPressed(MailAddress.thread(address.thread()), address.address(), person, raw.key(),
                known(envelope.target()), press, envelope.arrivedAt());
    }

    private Person person(Envelope envelope, Incoming mail) {
        Sender sender = envelope.sender();
        return sender == null
                ? new Person(MailAddress.EMAIL, mail.author().map(Addresses::key).orElse("unknown"),
                        mail.authorName().orElse(null), null)
                : new Person(MailAddress.EMAIL, sender.person(), sender.name(), null, null,
                        unverified(sender, MailAddress.of(address(envelope)).recipient()));
    }

    /** The doubt that agents are told of; null if there is none. */
    private @Nullable String unverified(Sender sender, String recipient) {
        String whose = switch (sender.check()) {
            case PASSED -> "";
            case UNCHECKED, UNDECIDED, FAILED -> sender.byForm()
                    ? words.text("unverified-form")
                    : words.text("unverified-" + sender.check().name().toLowerCase(Locale.ROOT));
        };
        String elsewhere = Addresses.key(recipient).equals(sender.person()) ? "" : words.text("unverified-elsewhere");
        String all = Stream.of(whose, elsewhere).filter(words -> !words.isEmpty()).collect(Collectors.joining("; "));
        return all.isEmpty() ? null : all.replace("{person}", sender.person()).replace("{recipient}", recipient);
    }

    private static Address address(Envelope envelope) {
        return new Address(MailAddress.EMAIL, known(envelope.address()));
    }

    private static String known(@Nullable String value) {
        return value == null ? "" : value;
    }
}
