package io.parley.channel.web.access;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which sites may use the chat: the installation itself and those that the settings name. */
@Component
public class ChatOrigins {
    private final List<String> allowed;

    ChatOrigins(WebSettings settings, SiteSettings site) {
        URI publicUrl = site.publicUrl();
        Stream<String> own = publicUrl == null || publicUrl.getHost() == null ? Stream.of() : Stream.of(of(publicUrl));
        this.allowed = Stream.concat(own, settings.allowedOrigins().stream()).map(ChatOrigins::lower).toList();
    }

    /** The allowed origins besides the one that a request was sent to. */
    public List<String> allowed() {
        return allowed;
    }

    /**
     * Whether a page of this origin may open a socket here. Programs that are no browser send no origin and may.
     *
     * @param origin the request's {@code Origin}
     * @param host the request's {@code Host}
     */
    public boolean admits(@Nullable String origin, @Nullable String host) {
        return origin == null || isOwn(origin, host) || allowed.contains(lower(origin));
    }

    /** Whether a page is the installation's own. Behind a proxy the scheme may differ from the request's. */
    public boolean isOwn(@Nullable String origin, @Nullable String host) {
        return origin != null && host != null && lower(origin).replaceFirst("^https?://", "").equals(lower(host));
    }

    private static String of(URI url) {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    private static String lower(String value) {
        return value.toLowerCase(Locale.ROOT);
    }
}
