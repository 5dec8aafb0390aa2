package io.parley.waiting;

import io.parley.channel.ChannelName;
import io.parley.channel.Language;
import io.parley.channel.text.YamlTexts;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The texts of what customers can expect who wait for an agent, from {@code channels/tickets.yaml}. */
@Component
class WaitingTexts {
    private final YamlTexts texts;

    @Autowired
    WaitingTexts() {
        this(YamlTexts.of("tickets.yaml"));
    }

    private WaitingTexts(YamlTexts texts) {
        this.texts = texts;
    }

    /** The same for a customer who speaks a language. */
    WaitingTexts in(Language language) {
        return new WaitingTexts(texts.in(language));
    }

    /** Says how many are served until it is their turn, theirs included. */
    String inLine(int position) {
        return texts.text("in-line").replace("{position}", Integer.toString(position));
    }

    /** Says how long an answer will probably take. */
    String expectedMinutes(int from, int to) {
        return range("expected-minutes", from, to);
    }

    /** Says how long an answer will probably take. */
    String expectedHours(int from, int to) {
        return range("expected-hours", from, to);
    }

    private String range(String key, int from, int to) {
        return texts.text(key).replace("{from}", Integer.toString(from)).replace("{to}", Integer.toString(to));
    }

    /** Says that the team goes before an answer will probably come. */
    String closingFirst(String until, String when) {
        return texts.text("closing-first").replace("{until}", until).replace("{when}", when);
    }

    /** Says that the team is not there, and when it is back. */
    String away(String when, ChannelName channel) {
        return texts.text("away").replace("{when}", when).replace("{place}", place(channel));
    }

    /** Says that the team is not there, and nobody knows for how long. */
    String awayUnknown(ChannelName channel) {
        return texts.text("away-unknown").replace("{place}", place(channel));
    }

    private String place(ChannelName channel) {
        return texts.text("places", channel.value().equals("email") ? "email" : "here");
    }

    /** A moment in a sentence: today, tomorrow, a weekday or a date. */
    String moment(String key) {
        return texts.text("moments", key);
    }
}
