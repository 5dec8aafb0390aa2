package io.parley.handover.thread;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of agents' words no customer reads. */
class InsideTest {
    @ParameterizedTest
    @ValueSource(strings = {"note: he paid", "Note: he paid", "NOTE : he paid", "note:he paid", "  note: he paid",
            "*Note:* he paid", "_note_: he paid", "> note: he paid", "- note: he paid", "(note) he paid",
            "[Internal] he paid", "Internal note: he paid", "private: he paid", "PRIVATE: he paid", "internal: he paid",
            "Internal - he paid", "note; he paid", "\uFF2E\uFF2F\uFF34\uFF25\uFF1A he paid", "\u200Bnote: he paid",
            ";; he paid", ";;he paid", " ; ; he paid", "\uD83D\uDD12 he paid", "he paid \uD83D\uDD12", ":lock: he paid",
            "he paid :lock:", "\uD83D\uDD10he paid", "@marta he paid", "ask @marta whether he paid", "Notiz: bezahlt",
            "note\u00A0: he paid", "note:\nhe paid"})
    void keepsInside(String words) {
        assertThat(Inside.is(words)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Noted, thank you.", "Notebooks are in stock.", "Your private data is safe with us.",
            "Please note: we close at five.", "A note for you: we close at five.", "Write to ann@example.org, please.",
            "Internal doors cost 40 pounds.", "Yes; we do.", "Private doors are sold out", "",
            "Locksmiths are at lock:3"})
    void letsOut(String words) {
        assertThat(Inside.is(words)).isFalse();
    }
}
