package io.parley.channel.email.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a mail program makes a link of is quoted. */
class DeadLinksTest {
    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/pay", "http://192.0.2.1/x", "HTTPS://EVIL.EXAMPLE",
            "www.evil.example",
            "evil.example/pay", "EVIL.COM", "evil.cOM", "_evil.com", "(evil.com)", "<https://evil.com>",
            "evil\u3002com",
            "\uff45\uff56\uff49\uff4c\uff0e\uff43\uff4f\uff4d", "evil\u200b.com", "evil\u034f.com", "evil.\ufe0fcom",
            "m\u00fcller.example", "xn--mller-kva.example", "mallory@evil.example", "mailto:mallory", "tel:+4412345",
            "//evil.example", "[pay](https://evil.example)", "javascript:alert(1)", "evil.xn--p1ai"})
    void takesOutWhatWouldBeALink(String link) {
        assertThat(DeadLinks.in("Pay 1.99 now " + link + " please")).isEqualTo("Pay 1.99 now \u2026 please");
    }

    @ParameterizedTest
    @CsvSource({"invoice.pdf, invoice.pdf", "my mug.JPG, my mug.JPG", "evil.com, evil com",
            "www.evil.com.pdf, www evil com.pdf",
            "https://evil.example/a.pdf, https evil example a.pdf", "mallory@evil.com, mallory evil com", "scan, scan",
            "evil.zip, evil zip"})
    void leavesNoLinkInTheNameOfAFile(String name, String shown) {
        assertThat(DeadLinks.inFileName(name)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Where is my order 12.345?", "Re: Hours, e.g. on Sundays...", "3.5 m of rope",
            "Wann \u00f6ffnen Sie am 1.12.?", "\u8425\u4e1a\u65f6\u95f4", "It costs 1.99, doesn't it?"})
    void leavesWordsAlone(String text) {
        assertThat(DeadLinks.in(text)).isEqualTo(text);
    }
}
