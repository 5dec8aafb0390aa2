package io.parley.channel.slack;

import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.button;
import static io.parley.channel.slack.SlackPayload.text;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.ButtonElement;
import io.parley.channel.ForAgents;
import io.parley.channel.ForAgents.Act;
import io.parley.channel.InboundEvent.AgentPressed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The buttons under a ticket in the agents' channel. Their values are written {@code g:act:about:revision}. */
final class AgentButton {
    private static final Pattern WRITTEN = Pattern.compile("g:([a-z_]{1,20}):(\\d{1,18}):(\\d{1,9})");

    private AgentButton() {}

    /** The buttons as a row; empty when there are none. */
    static Optional<LayoutBlock> row(ForAgents.Buttons buttons, SlackTexts texts) {
        List<ButtonElement> row = new ArrayList<>();
        for (Act act : buttons.acts()) {
            String word = word(act);
            row.add(button(one -> one.actionId("parley_agent_" + word)
                    .value("g:" + word + ":" + buttons.about() + ":" + buttons.revision())
                    .text(plainText(texts.get("agent-" + word.replace('_', '-')), true))));
        }
        String desk = buttons.desk();
        if (desk != null) {
            row.add(button(one -> one.actionId("parley_desk").url(desk)
                    .text(plainText(texts.get("agent-open-desk"), true))));
        }
        return row.isEmpty() ? Optional.empty() : Optional.of(BlockKit.row(row));
    }

    /** The press of such a button in that channel; empty for other presses. */
    static Optional<AgentPressed> pressed(SlackPayload payload, String agentChannel) {
        JsonNode content = payload.content();
        String user = text(content.path("user"), "id");
        String channel = text(content.path("container"), "channel_id");
        return user.isEmpty() || agentChannel.isEmpty() || !channel.equals(agentChannel)
                ? Optional.empty()
                : content.path("actions").valueStream().flatMap(action -> pressed(user, text(action, "value")))
                        .findFirst();
    }

    private static Stream<AgentPressed> pressed(String user, String value) {
        Matcher written = WRITTEN.matcher(value);
        return written.matches()
                ? Stream.of(Act.values()).filter(act -> word(act).equals(written.group(1)))
                        .map(act -> new AgentPressed(EventReader.person(user), act, Long.parseLong(written.group(2)),
                                Integer.parseInt(written.group(3))))
                : Stream.empty();
    }

    private static String word(Act act) {
        return act.name().toLowerCase(Locale.ROOT);
    }
}
