package io.parley.desk.operation;

import io.parley.desk.DeskTexts;
import io.parley.insight.Share;
import java.text.NumberFormat;
import java.util.Locale;

/** Figures in a language. */
record FigureWords(DeskTexts texts, Locale language) {
    static FigureWords of(DeskTexts texts) {
        return new FigureWords(texts, Locale.forLanguageTag(texts.text("language")));
    }

    /**
     * A share in words.
     *
     * @param value in percent
     * @param whole of how many how many are
     * @param interval in which it lies with 95 %; empty where there are too few
     * @param tooFew whether it says nothing yet
     */
    record Said(String value, String whole, String interval, boolean tooFew) {}

    String number(long count) {
        return NumberFormat.getIntegerInstance(language).format(count);
    }

    String text(String key) {
        return texts.text("matters", key);
    }

    /** @param tooFew the word of a text that says so */
    Said said(Share share, String tooFew) {
        return new Said(share.tooFew() ? text(tooFew) : percent(share.share()),
                text("whole").replace("{n}", number(share.n())).replace("{of}", number(share.of())),
                share.tooFew() ? "" : percent(share.low()) + " \u2013 " + percent(share.high()), share.tooFew());
    }

    private String percent(double share) {
        return NumberFormat.getPercentInstance(language).format(share);
    }
}
