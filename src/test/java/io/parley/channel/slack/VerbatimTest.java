package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.AnswerSource;
import io.parley.channel.Citation;
import io.parley.channel.Language;
import io.parley.channel.OutboundMessage;
import io.parley.fake.slack.BlockRules;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Customers' words are shown to others as they are: nothing in them is a link, bold, a heading or a mention. */
class VerbatimTest {
    static final String ATTACK = "I want to speak to a human. *Parley security notice:* your Slack session ends"
            + " today, [sign in again here](https://slack-login.evil.example/sso) <!channel>";

    /** A message as Slack is given it. */
    private record Shown(String text, JsonNode blocks) {}

    private final MessageRenderer form = new MessageRenderer(new SlackTexts());

    @Test
    void showsAgentsACustomersWordsAsTheyAre() {
        Shown call = only(OutboundMessage.toAgents(1, 2, "Ticket 7: ann waits.\n\n" + ATTACK));

        JsonNode text = call.blocks().get(0).path("text");
        assertThat(call.blocks().size()).isEqualTo(1);
        assertThat(text.path("type").asString()).isEqualTo("plain_text");
        assertThat(text.path("emoji").asBoolean(true)).isFalse();
        assertThat(text.path("text").asString()).isEqualTo("Ticket 7: ann waits.\n\n" + ATTACK);
    }

    @Test
    void labelsItsButtonsInTheLanguageOfThePerson() {
        assertThat(
                only(OneChannel.message("We open at nine.", List.of(), List.of()).in(Language.PL)).blocks().toString())
                .contains("Porozmawiaj z człowiekiem", "Ta odpowiedź pomogła");
    }

    @Test
    void makesNothingOfItsMarkupWhereBlocksAreNotShown() {
        String text = only(OutboundMessage.toAgents(1, 2,
                "# Notice\n**now** *bold* _italic_ ~gone~ `code` " + ATTACK)).text();

        assertThat(text).contains("[sign in again here](https://slack-login.evil.example/sso)", "&lt;!channel&gt;",
                "# Notice").doesNotContain("*", "~", "`", "_italic_", "<", "|");
    }

    @Test
    void keepsAddressesWholeAndTheirHostsInSight() {
        String address = "https://shop.example/a_b_c?x=1&y=~me";
        String hidden = "see \u202Egro.live\u202C and \u2066https://evil.example\u2069";

        Shown part = only(OutboundMessage.toAgents(1, 2, address + "\n" + hidden));

        assertThat(part.blocks().get(0).path("text").path("text").asString())
                .isEqualTo(address + "\nsee gro.live and https://evil.example");
        assertThat(part.text()).contains("https://shop.example/a_b_c?x=1&amp;y=");
    }

    @Test
    void formatsOnlyTheAnswerWhereOthersAreShownWhoAskedWhat() {
        String asked = "*ann* asked: " + ATTACK;
        String answer = "\n\nSee **below**: [our page](https://shop.example/a)";

        Shown part = only(
                new OutboundMessage("1", "2", null, AnswerSource.FAQ, null, 0.9, asked + answer, asked.length(),
                        List.of(), List.of(new Citation("Page", "https://shop.example/b")), true, false, false));

        assertThat(part.blocks().get(0).path("text").path("text").asString()).isEqualTo(asked);
        assertThat(part.blocks().get(1).path("text").path("text").asString())
                .isEqualTo("See *below*: <https://shop.example/a|our page>");
        assertThat(part.text()).contains("See *below*").doesNotContain("evil.example/sso|");
    }

    @Test
    void cutsLongWordsIntoMessagesThatSlackTakes() {
        String words = "&<*_~ ".repeat(2_000);
        String text = words + "\n\n" + "An answer. ".repeat(500);

        List<Shown> parts = parts(
                new OutboundMessage("1", "2", null, AnswerSource.FAQ, null, 0.9, text, words.length(),
                        List.of(), List.of(), true, true, false));

        String shown = String.join("", parts.stream().flatMap(part -> part.blocks().valueStream())
                .map(block -> block.path("text").path("text").asString("")).toList());
        assertThat(shown.replace(" ", "")).startsWith(words.replace(" ", "")).endsWith("Ananswer.");
        assertThat(parts.getLast().blocks().size()).as("buttons under the last").isEqualTo(3);
    }

    private Shown only(OutboundMessage message) {
        List<Shown> parts = parts(message);
        assertThat(parts).hasSize(1);
        return parts.getFirst();
    }

    private List<Shown> parts(OutboundMessage message) {
        List<String> payloads = form.payloads(message);
        List<String> violations = new ArrayList<>();
        BlockRules rules = new BlockRules(violations::add);
        payloads.forEach(payload -> rules.message(JsonMapper.shared().readTree(payload)));
        assertThat(violations).isEmpty();
        return payloads.stream().map(payload -> JsonMapper.shared().readTree(payload))
                .map(part -> new Shown(part.path("text").asString(), part.path("blocks"))).toList();
    }
}
