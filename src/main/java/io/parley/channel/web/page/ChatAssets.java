package io.parley.channel.web.page;

import io.parley.channel.Language;
import io.parley.channel.web.access.WebSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The files of the page, read once; a site's own take the place of the shipped ones. */
@Component
class ChatAssets {
    private static final List<String> FILES = List.of("index.html", "widget.js", "chat.css", "theme.css", "icon.svg",
            "chat.js", "api.js", "composer.js", "connection.js", "host.js", "links.js", "store.js",
            "texts.js",
            "transcript.js", "unsent.js", "search.html", "search.css", "search.js");
    private static final List<String> A_SITE_MAY_REPLACE = List.of("theme.css", "icon.svg");
    private static final String TEXTS = "texts.json";
    private static final String GREETING = "greeting.txt";
    private static final Map<String, MediaType> TYPES = Map.of("html", utf8("text/html"), "js", utf8("text/javascript"),
            "css", utf8("text/css"), "json", MediaType.APPLICATION_JSON, "svg", new MediaType("image", "svg+xml"));
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final @Nullable Path siteFolder;
    private final Map<String, ChatAsset> assets;
    private final Map<Language, ChatAsset> texts;

    ChatAssets(WebSettings settings) {
        this.siteFolder = settings.siteFolder();
        this.texts = Language.each(language -> new ChatAsset(MediaType.APPLICATION_JSON, words(language)));
        this.assets = FILES.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), this::load));
    }

    /** A file that browsers may ask for. */
    Optional<ChatAsset> find(String name) {
        return Optional.ofNullable(assets.get(name));
    }

    ChatAsset get(String name) {
        return Objects.requireNonNull(assets.get(name));
    }

    /** The page's words. */
    ChatAsset texts(Language language) {
        return Objects.requireNonNull(texts.get(language));
    }

    /** The greeting in each language; one of the site's own is for everybody, but where a translation stands beside it. */
    Map<Language, String> greetings() {
        return Language.each(language -> new String(ofSite(language.in(GREETING)).or(() -> ofSite(GREETING))
                .orElseGet(() -> shipped(language.in(GREETING))), StandardCharsets.UTF_8).strip());
    }

    private ChatAsset load(String name) {
        MediaType type = Objects.requireNonNull(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
        return new ChatAsset(type, bytes(name));
    }

    private byte[] bytes(String name) {
        return A_SITE_MAY_REPLACE.contains(name) ? ofSite(name).orElseGet(() -> shipped(name)) : shipped(name);
    }

    /**
     * The site's words over the shipped ones, so that a site writes only what differs. Where the site has words in one language
     * only, these are for everybody.
     */
    private byte[] words(Language language) {
        String translation = language.in(TEXTS);
        ObjectNode words = (ObjectNode) JSON.readTree(shipped(TEXTS));
        ofSite(TEXTS).ifPresent(own -> merge(words, read(own, TEXTS)));
        if (language != Language.EN && (ofSite(TEXTS).isEmpty() || ofSite(translation).isPresent())) {
            merge(words, JSON.readTree(shipped(translation)));
            ofSite(translation).ifPresent(own -> merge(words, read(own, translation)));
        }
        return JSON.writeValueAsBytes(words);
    }

    private static JsonNode read(byte[] own, String name) {
        try {
            return JSON.readTree(own);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    name + " of parley.web.site-folder is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void merge(ObjectNode into, JsonNode from) {
        from.properties().forEach(property -> {
            if (into.get(property.getKey()) instanceof ObjectNode inner && property.getValue().isObject()) {
                merge(inner, property.getValue());
            } else {
                into.set(property.getKey(), property.getValue());
            }
        });
    }

    private Optional<byte[]> ofSite(String name) {
        return Stream.ofNullable(siteFolder).map(folder -> folder.resolve(name)).filter(Files::isRegularFile)
                .map(ChatAssets::read).findFirst();
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static byte[] shipped(String name) {
        try {
            return new ClassPathResource("channels/web/" + name).getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("The jar lacks channels/web/" + name, e);
        }
    }

    private static MediaType utf8(String type) {
        return new MediaType(MediaType.parseMediaType(type), StandardCharsets.UTF_8);
    }
}
