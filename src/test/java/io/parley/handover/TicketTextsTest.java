package io.parley.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.actor.NamedActor;
import io.parley.channel.Language;
import io.parley.handover.Ticket;
import io.parley.handover.TicketTexts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The texts about a ticket that agents read. */
class TicketTextsTest {
    private final TicketTexts texts = new TicketTexts("https://chat.shop.example/");

    private static Ticket ticket(@Nullable String address, @Nullable String unverified) {
        return new Ticket(7, 0, 1, "email", "asked_for_person", "waiting", "Where is it?", "Ann", address, null,
                unverified,
                Instant.EPOCH, null, null, Instant.EPOCH, null, null, null, null, null, null);
    }

    @Test
    void showsTheAddressAndWhatIsNotVerified() {
        Ticket ticket = ticket("ann@example.org", "nobody checked that ann@example.org sent it");
        assertThat(texts.waiting(ticket)).startsWith("Ticket 7: Ann (ann@example.org) waits for a person on email; ")
                .contains("\nNot verified: nobody checked that ann@example.org sent it.\n\n").endsWith("Where is it?");
        assertThat(texts.again(ticket)).contains("Ann (ann@example.org) wrote again", "\nNot verified: nobody");
        assertThat(texts.givenBack(ticket)).contains("Ann (ann@example.org) still waits", "\nNot verified: nobody");
    }

    @Test
    void tellsCustomersInTheirLanguageWhoHasTheirTicket() {
        assertThat(texts.in(Language.FR).taken("Marta")).startsWith("Marta, de notre équipe, s'occupe");
        assertThat(texts.in(Language.FR).waiting(ticket(null, null))).startsWith("Ticket 7: Ann waits for a person");
    }

    @Test
    void saysNothingOfThemWhereTheChannelKnowsWhoItIs() {
        assertThat(texts.waiting(ticket(null, null))).startsWith("Ticket 7: Ann waits for a person on email; ")
                .doesNotContain("verified", "{");
    }

    @ParameterizedTest
    @EnumSource(value = NamedActor.Kind.class, mode = EnumSource.Mode.EXCLUDE, names = {"AGENT", "PROGRAM", "STRANGER"})
    void saysHowATicketEndedThatNoAgentResolved(NamedActor.Kind kind) {
        assertThat(texts.waiting(resolved(NamedActor.of(kind)))).contains("\n\nOver: ").doesNotContain("Resolved by");
        assertThat(texts.waiting(resolved(new NamedActor("agent:7", kind.word()))))
                .endsWith("\n\nResolved by " + kind.word() + ".");
    }

    private static Ticket resolved(NamedActor by) {
        return new Ticket(7, 0, 1, "email", "asked_for_person", "resolved", "Where is it?", "Ann", null, null, null,
                Instant.EPOCH, null, null, null, null, null, by, Instant.EPOCH, null, null);
    }
}
