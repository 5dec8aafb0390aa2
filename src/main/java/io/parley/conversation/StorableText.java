package io.parley.conversation;

import io.parley.secrets.SecretMask;
import org.jspecify.annotations.Nullable;

/** Makes text fit for storing. */
final class StorableText {
    private StorableText() {}

    /** The text without the one character that PostgreSQL's text cannot hold. */
    static @Nullable String storable(@Nullable String text) {
        return text == null ? null : text.replace("\0", "");
    }

    /** The form in which a person's text is stored: without NUL characters, with secrets masked. */
    static String kept(String text) {
        return SecretMask.mask(text.replace("\0", ""));
    }
}
