package io.parley.desk.faq;

import io.parley.desk.Desk;
import io.parley.desk.DeskTexts;
import io.parley.desk.Moments.Moment;
import io.parley.knowledge.faq.EntryVersion;
import java.util.Locale;
import java.util.Objects;

/** A version of an entry in words. */
record VersionRow(int revision, String by, Moment at, String reason) {

    static VersionRow of(EntryVersion version, Desk desk, Locale browser) {
        DeskTexts texts = desk.texts(browser);
        return new VersionRow(version.revision(),
                Objects.requireNonNullElse(version.change().by(), texts.text("faq", "by-nobody")),
                desk.moments(browser).at(version.at()), texts.text("changes", version.change().reason().word()));
    }
}
