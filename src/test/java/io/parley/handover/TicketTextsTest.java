package io.parley.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.Language;
import io.parley.handover.Ticket;
import io.parley.handover.TicketTexts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

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
}
