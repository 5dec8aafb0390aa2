package io.parley.learning;

import org.junit.jupiter.api.Tag;

/** Of 300 people. */
@Tag("hostile")
class AllPlantedSuggestionsTest extends PlantedSuggestionsTest {
    @Override
    int persons() {
        return 300;
    }
}
