package io.parley.channel.telegram;

import java.util.List;

/**
 * Tells Telegram of each press, once it is stored, that it was noticed; the person sees a spinner until then.
 * <a href="https://core.telegram.org/bots/api#answercallbackquery">answerCallbackQuery</a>.
 */
final class Acknowledgements {
    private final Sender sender;

    Acknowledgements(Sender sender) {
        this.sender = sender;
    }

    /** Sends them for all presses among the updates, without waiting. */
    void send(List<UpdateBatch.RawUpdate> updates) {
        updates.forEach(update -> update.callbackId().ifPresent(sender::acknowledge));
    }
}
