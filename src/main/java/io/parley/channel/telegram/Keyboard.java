package io.parley.channel.telegram;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;

/** The buttons under a message as Telegram takes them. */
final class Keyboard {
    private Keyboard() {}

    /** The rows of a message's buttons; null when it has none. */
    static @Nullable InlineKeyboardMarkup of(RenderedPart part) {
        List<InlineKeyboardRow> rows = part.buttons().stream()
                .map(row -> new InlineKeyboardRow(row.stream().map(Keyboard::button).toList())).toList();
        return rows.isEmpty() ? null : new InlineKeyboardMarkup(rows);
    }

    private static InlineKeyboardButton button(RenderedPart.Button button) {
        return button.url() == null
                ? InlineKeyboardButton.builder().text(button.label()).callbackData(button.data()).build()
                : InlineKeyboardButton.builder().text(button.label()).url(button.url()).build();
    }
}
