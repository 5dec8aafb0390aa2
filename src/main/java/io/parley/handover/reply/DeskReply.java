package io.parley.handover.reply;

import io.parley.handover.Ending;
import org.jspecify.annotations.Nullable;

/**
 * What an agent sends from the desk.
 *
 * @param key tells it from others; what was sent under it before is not sent again
 * @param ending how the ticket ends with it; null when it goes on
 */
public record DeskReply(String text, String key, @Nullable Ending ending) {}
