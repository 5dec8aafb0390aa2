package io.parley.channel.web;

import org.junit.jupiter.api.Tag;

/** All of the texts. */
@Tag("hostile")
class AllHostileInputTest extends HostileInputTest {
    @Override
    int every() {
        return 1;
    }
}
