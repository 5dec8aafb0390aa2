package io.parley.channel.email;

import io.parley.channel.email.message.Incoming;

/** Reports about mails that were not delivered, as RFC 3464 has them. */
final class Bounces {
    private Bounces() {}

    static String of(Incoming mail, String recipient, String action, String status) {
        return """
                Return-Path: <>
                From: Mail Delivery System <MAILER-DAEMON@mx.example.org>
                To: %s
                Subject: Undelivered Mail Returned to Sender
                Message-ID: <bounce-%s@mx.example.org>
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="=_b"

                --=_b
                Content-Type: text/plain; charset=us-ascii

                Your mail to %s could not be delivered.

                --=_b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.org

                Final-Recipient: rfc822; %s
                Action: %s
                Status: %s

                --=_b
                Content-Type: text/rfc822-headers

                Subject: %s
                Message-ID: %s

                --=_b--
                """.formatted(Post.SHOP, Incoming.hash(mail.messageId()), recipient, recipient, action, status,
                mail.subject(), mail.messageId()).replace("\n", "\r\n");
    }
}
