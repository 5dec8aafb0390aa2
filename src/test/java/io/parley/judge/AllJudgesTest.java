package io.parley.judge;

import org.junit.jupiter.api.Tag;

/** Of 300 people. */
@Tag("hostile")
class AllJudgesTest extends JudgesTest {
    @Override
    int persons() {
        return 300;
    }
}
