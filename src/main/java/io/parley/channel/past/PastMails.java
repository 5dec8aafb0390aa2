package io.parley.channel.past;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Mails that lie in a file, for the packages that learn from them. */
public interface PastMails {
    /**
     * A mail.
     *
     * @param id its Message-ID
     * @param above the ids of the mails that it answers, the nearest first
     * @param from the mail address of who wrote it
     * @param name their name; null when it does not say
     * @param text what is new in it, without what it quotes
     */
    record PastMail(String id, List<String> above, String from, @Nullable String name, String subject, String text) {
        public PastMail {
            above = List.copyOf(above);
        }
    }

    /**
     * Reads a file in the format mbox (RFC 4155).
     *
     * @param unreadable gets the place of each mail that cannot be read, from 1 on
     * @throws IOException when the file cannot be read
     */
    void read(Path mbox, Consumer<PastMail> each, Consumer<Long> unreadable) throws IOException;

    /** The text of HTML as a reader sees it. */
    String textOf(String html);
}
