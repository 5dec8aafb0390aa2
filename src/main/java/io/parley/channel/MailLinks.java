package io.parley.channel;

/** The signed links that stand in mails, for the page behind them. */
public interface MailLinks {
    /**
     * The page that a link leads to. Looking at it changes nothing, since programs that check mails do so, too.
     *
     * @param token as it stands in the link
     */
    Page look(String token);

    /**
     * Does what a link asks for. A further time changes nothing, but for links that turn automatic answers off or on.
     *
     * @param token as it stands in the link
     */
    Page follow(String token);

    /**
     * A page as it is shown to a person.
     *
     * @param html the whole page
     * @param known whether the link is one of ours
     */
    record Page(String html, boolean known) {}
}
