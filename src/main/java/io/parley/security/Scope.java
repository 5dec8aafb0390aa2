package io.parley.security;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The calls that a program's key opens. Other calls are for people only. */
public enum Scope {
    /** Reads tickets, and mails that got no answer. */
    TICKETS_READ("tickets:read"),
    /** Takes, answers, hands back and resolves tickets. */
    TICKETS_WRITE("tickets:write"),
    /** Does so in the names of agents; opens no call by itself. */
    TICKETS_FOR_OTHERS("tickets:for-others"),
    /** Reads and tries the FAQ. */
    FAQ_READ("faq:read"),
    /** Writes the FAQ. */
    FAQ_WRITE("faq:write"),
    /** Reads settings that take effect without a restart. */
    SETTINGS_READ("settings:read"),
    /** Changes settings that take effect without a restart. */
    SETTINGS_WRITE("settings:write"),
    /** Reads how customers' matters went, in figures. */
    INSIGHTS_READ("insights:read"),
    /** Reads the figures that Prometheus collects. */
    METRICS_READ("metrics:read");

    private static final Map<Scope, RequestMatcher> CALLS = Map.of(
            TICKETS_READ, matching(HttpMethod.GET, "/api/tickets", "/api/tickets/**", "/api/mails/**"),
            TICKETS_WRITE, matching(HttpMethod.POST, "/api/tickets/**", "/api/human-response"),
            FAQ_READ, new OrRequestMatcher(matching(HttpMethod.GET, "/api/faq", "/api/faq/*"),
                    matching(HttpMethod.POST, "/api/faq/*/try")),
            FAQ_WRITE, new OrRequestMatcher(matching(HttpMethod.POST, "/api/faq"),
                    matching(HttpMethod.PUT, "/api/faq/*")),
            SETTINGS_READ, matching(HttpMethod.GET, "/api/settings/*"),
            SETTINGS_WRITE, matching(HttpMethod.PUT, "/api/settings/*"),
            INSIGHTS_READ, matching(HttpMethod.GET, "/api/analytics"),
            METRICS_READ, matching(HttpMethod.GET, "/actuator/prometheus"));

    private final String word;

    Scope(String word) {
        this.word = word;
    }

    /** The word by which it is stored and shown. */
    public String word() {
        return word;
    }

    /** The scope of a word; empty where none is called so. */
    public static Optional<Scope> named(@Nullable String word) {
        return Arrays.stream(values()).filter(scope -> scope.word.equals(word)).findFirst();
    }

    /** Whether a caller may do what it opens: a program with such a key, or a person, whose role decides. */
    public boolean isOf(Principal account) {
        return !(account instanceof ApiKeyFilter.Program program) || program.has(this);
    }

    /** The scope that opens a call; empty where no key does. */
    static Optional<Scope> of(HttpServletRequest request) {
        return Arrays.stream(values()).filter(scope -> CALLS.containsKey(scope) && CALLS.get(scope).matches(request))
                .findFirst();
    }

    private static RequestMatcher matching(HttpMethod method, String... paths) {
        return new OrRequestMatcher(Arrays.stream(paths)
                .map(path -> (RequestMatcher) PathPatternRequestMatcher.withDefaults().matcher(method, path)).toList());
    }
}
