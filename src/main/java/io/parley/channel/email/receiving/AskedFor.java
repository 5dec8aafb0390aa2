package io.parley.channel.email.receiving;

import io.parley.channel.Choice;
import io.parley.channel.email.receiving.Understanding.Read;
import io.parley.channel.email.sending.MailRenderer;
import io.parley.channel.email.thread.MailRows;
import io.parley.channel.text.YamlTexts;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Finds what a mail asks for: its questions, or several of the choices in the mail that it answers. */
public final class AskedFor {
    private final MailRows rows;
    private final Questions questions = new Questions(YamlTexts.of("email/questions.yaml"));
    private final SeveralChosen several = new SeveralChosen(YamlTexts.of("email/choices.yaml"));

    /** A reader that finds the choices in these rows. */
    public AskedFor(MailRows rows) {
        this.rows = rows;
    }

    /** The questions, each to be answered on its own; the whole text where it is one. */
    List<String> in(Read read) {
        List<String> taken = taken(read);
        return taken.isEmpty() ? questions.in(read.text(), name(read)) : taken;
    }

    /** Whether a mail takes several of the choices that were offered, and says nothing else. */
    boolean isChoice(Read read) {
        return !taken(read).isEmpty();
    }

    private List<String> taken(Read read) {
        List<String> offered = offered(read);
        return offered.size() < 2
                ? List.of()
                : several.in(questions.body(read.text(), name(read)), offered.size()).stream()
                        .map(place -> offered.get(place - 1)).toList();
    }

    private static String name(Read read) {
        return Objects.requireNonNullElse(read.sender().name(), "");
    }

    /** The questions to choose from in the mail of ours that a mail answers. */
    private List<String> offered(Read read) {
        return read.mail().references().stream().map(rows::sent).flatMap(Optional::stream).findFirst()
                .filter(sent -> sent.person().equals(read.person())).map(sent -> rows.shown(sent.delivery()).choices())
                .orElse(List.of()).stream().filter(choice -> !choice.id().equals(MailRenderer.NONE_OF_THESE))
                .map(Choice::question).toList();
    }
}
