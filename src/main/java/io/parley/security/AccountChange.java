package io.parley.security;

import java.util.Locale;

/** How a change of an account ended. */
public enum AccountChange {
    /** It is changed. */
    DONE,
    /** There is no such account. */
    MISSING,
    /** Another account has that login. */
    LOGIN_TAKEN,
    /** Another account has that name, or one that looks like it. */
    NAME_TAKEN,
    /** Another account has that e-mail address. */
    EMAIL_TAKEN,
    /** Without this account nobody could look after the others. */
    LAST_ADMINISTRATOR,
    /** Nobody locks or removes themselves. */
    YOURSELF,
    /** The account's password is the application's setting, and is changed there. */
    PASSWORD_IS_SETTING;

    /** The word by which it is named in texts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
