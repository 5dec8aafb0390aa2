package io.parley.answering.model;

import org.junit.jupiter.api.Tag;

/** Of 300 people. */
@Tag("hostile")
class AllMasksTest extends MasksTest {
    @Override
    int persons() {
        return 300;
    }
}
