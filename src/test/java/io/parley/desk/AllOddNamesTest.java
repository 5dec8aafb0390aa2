package io.parley.desk;

import org.junit.jupiter.api.Tag;

/** All of the strings. */
@Tag("hostile")
class AllOddNamesTest extends OddNamesTest {
    @Override
    int every() {
        return 1;
    }
}
