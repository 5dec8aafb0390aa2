package io.parley.channel.email;

import org.junit.jupiter.api.Tag;

/** The same mails, as large as a mailbox takes them. */
@Tag("hostile")
class LargeMailBombTest extends MailBombTest {
    @Override
    int length() {
        return 500_000;
    }
}
