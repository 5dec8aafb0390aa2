package io.parley.channel.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WebNamesTest {
    @Test
    void namesMessagesOfDifferentThreadsDifferently() {
        assertThat(WebNames.message("made:a", "b/c")).isNotEqualTo(WebNames.message("made:a/b", "c"));
        assertThat(WebNames.message("made:a%2Fb", "c")).isNotEqualTo(WebNames.message("made:a/b", "c"));
    }

    @Test
    void findsTheCallersOwnIdInAMessagesName() {
        assertThat(WebNames.clientMessageId("made:a/b", WebNames.message("made:a/b", "c/d"))).isEqualTo("c/d");
        assertThat(WebNames.clientMessageId("issued", WebNames.message("issued", "1"))).isEqualTo("1");
    }
}
