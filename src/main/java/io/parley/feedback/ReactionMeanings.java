package io.parley.feedback;

import io.parley.channel.Vote;
import io.parley.channel.text.YamlTexts;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Which emoji says what of an answer, from {@code channels/reactions.yaml}. */
@Component
class ReactionMeanings {
    private final Map<String, Vote> meanings = new HashMap<>();

    ReactionMeanings() {
        YamlTexts emojis = YamlTexts.of("reactions.yaml");
        emojis.list("up").forEach(emoji -> meanings.put(plain(emoji), Vote.UP));
        emojis.list("down").forEach(emoji -> meanings.put(plain(emoji), Vote.DOWN));
    }

    /**
     * The vote of an emoji; {@link Vote#NONE} when it is none. Skin tones and variation selectors make no difference.
     */
    Vote of(String emoji) {
        return meanings.getOrDefault(plain(emoji), Vote.NONE);
    }

    /** The emoji without the skin tones U+1F3FB–1F3FF, the variation selector U+FE0F, or Slack's {@code ::skin-tone-2}. */
    private static String plain(String emoji) {
        String name = emoji.replaceFirst("::skin-tone-[2-6]$", "");
        return name.codePoints().filter(c -> c != 0xFE0F && (c < 0x1F3FB || c > 0x1F3FF))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
