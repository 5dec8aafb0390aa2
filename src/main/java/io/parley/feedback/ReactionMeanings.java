package io.parley.feedback;

import io.parley.channel.Vote;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Which emoji says what of an answer, from {@code channels/reactions.yaml}. */
@Component
class ReactionMeanings {
    private static final String FILE = "channels/reactions.yaml";

    private final Map<String, Vote> meanings = new HashMap<>();

    ReactionMeanings() {
        YamlMapFactoryBean yaml = new YamlMapFactoryBean();
        yaml.setResources(new ClassPathResource(FILE));
        Map<String, Object> read = yaml.getObject();
        put(read, "up", Vote.UP);
        put(read, "down", Vote.DOWN);
    }

    /** What the emoji says; {@link Vote#NONE} when it says neither. Skin tones and variation selectors make no difference. */
    Vote of(String emoji) {
        return meanings.getOrDefault(plain(emoji), Vote.NONE);
    }

    private void put(@Nullable Map<String, Object> read, String key, Vote vote) {
        if (read == null || !(read.get(key) instanceof List<?> emojis) || emojis.isEmpty()) {
            throw new IllegalStateException(FILE + " must list emojis under '" + key + "'");
        }
        emojis.forEach(emoji -> meanings.put(plain(String.valueOf(emoji)), vote));
    }

    /** The emoji without the skin tones U+1F3FB–1F3FF, the variation selector U+FE0F, or Slack's {@code ::skin-tone-2}. */
    private static String plain(String emoji) {
        String name = emoji.replaceFirst("::skin-tone-[2-6]$", "");
        return name.codePoints().filter(c -> c != 0xFE0F && (c < 0x1F3FB || c > 0x1F3FF))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
