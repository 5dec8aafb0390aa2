package io.parley.handover.reply;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How agents take replies back.
 *
 * @param undo how long a reply that is written at the desk waits before it goes by mail, from which nothing can be taken back; 0 to 5
 *     minutes, and 0 means not at all
 */
@ConfigurationProperties("parley.handover")
record UndoSettings(@DefaultValue("15s") Duration undo) {
    private static final Duration MAX_UNDO = Duration.ofMinutes(5);

    UndoSettings {
        if (undo.isNegative() || undo.compareTo(MAX_UNDO) > 0) {
            throw new IllegalArgumentException("parley.handover.undo must be 0 to 5 minutes, not " + undo);
        }
    }
}
