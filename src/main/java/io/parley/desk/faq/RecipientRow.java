package io.parley.desk.faq;

import io.parley.correction.Recipient;
import io.parley.correction.Recipient.State;
import io.parley.correction.Recipient.Unreached;
import io.parley.desk.DeskTexts;
import io.parley.desk.Moments;
import io.parley.desk.Moments.Moment;
import io.parley.desk.TicketWords;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that got a wrong answer, in words.
 *
 * @param open whether it can be told now
 * @param bad whether the customer does not have what they were told, or cannot be told
 * @param choose what its tick is called
 */
record RecipientRow(long id, @Nullable Long person, String name, String channel, Moment at, boolean open,
        boolean bad, String state, @Nullable Long ticket, String ticketName, String choose) {
    static RecipientRow of(Recipient one, DeskTexts texts, Moments moments) {
        Unreached why = one.why();
        String name = Objects.requireNonNullElse(one.name(), texts.text("inbox", "somebody"));
        return new RecipientRow(one.conversation(), one.participant(), name,
                TicketWords.channel(texts, one.channel()), moments.at(one.at()), one.isOpen(),
                why != null || one.state() == State.FAILED,
                why == null
                        ? texts.text("corrections", "is-" + one.state().word())
                        : texts.text("corrections", "not-" + why.word()),
                one.ticket(), texts.text("ticket", "title").replace("{ticket}", String.valueOf(one.ticket())),
                texts.text("corrections", "choose").replace("{customer}", name));
    }
}
