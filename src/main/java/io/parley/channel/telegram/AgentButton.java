package io.parley.channel.telegram;

import io.parley.channel.ForAgents;
import io.parley.channel.ForAgents.Act;
import io.parley.channel.InboundEvent.AgentPressed;
import io.parley.channel.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The buttons under a ticket in the agents' group. Their callback data is written {@code g:act:about:revision}. */
final class AgentButton {
    private static final Pattern WRITTEN = Pattern.compile("g:([a-z_]{1,20}):(\\d{1,18}):(\\d{1,9})");

    private AgentButton() {}

    /** The buttons in rows. */
    static List<List<RenderedPart.Button>> rows(ForAgents.Buttons buttons, TelegramTexts texts) {
        List<List<RenderedPart.Button>> rows = new ArrayList<>();
        List<RenderedPart.Button> acts = buttons.acts().stream().map(act -> new RenderedPart.Button(
                texts.agentButton(word(act)), "g:" + word(act) + ":" + buttons.about() + ":" + buttons.revision()))
                .toList();
        if (!acts.isEmpty()) {
            rows.add(acts);
        }
        String desk = buttons.desk();
        if (desk != null && desk.startsWith("https://")) {
            rows.add(List.of(new RenderedPart.Button(texts.agentButton("open_desk"), "", desk)));
        }
        return rows;
    }

    /** The press that callback data tells of; empty for other buttons. */
    static Optional<AgentPressed> pressed(Person person, @Nullable String data) {
        Matcher written = WRITTEN.matcher(data == null ? "" : data);
        return written.matches()
                ? Stream.of(Act.values()).filter(act -> word(act).equals(written.group(1)))
                        .map(act -> new AgentPressed(person, act, Long.parseLong(written.group(2)),
                                Integer.parseInt(written.group(3))))
                        .findFirst()
                : Optional.empty();
    }

    private static String word(Act act) {
        return act.name().toLowerCase(Locale.ROOT);
    }
}
