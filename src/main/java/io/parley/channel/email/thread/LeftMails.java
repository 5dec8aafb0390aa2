package io.parley.channel.email.thread;

import io.parley.channel.LeftUnanswered;
import org.springframework.context.event.EventListener;

/** Writes down which mails the bot leaves unanswered after all, so that they use up nobody's share of answers. */
public class LeftMails {
    private final MailRows rows;

    /** Writes to these rows. */
    public LeftMails(MailRows rows) {
        this.rows = rows;
    }

    @EventListener
    void on(LeftUnanswered message) {
        if (message.thread().channel().equals(MailAddress.EMAIL)) {
            rows.leave(message.thread().value(), MailQuestions.mailOf(message.externalId()));
        }
    }
}
