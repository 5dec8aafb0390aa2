package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.security.Agents;
import io.parley.security.ApiKeys;
import io.parley.security.Role;
import io.parley.security.Scope;
import io.parley.support.ParleyTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The doors of the desk: each of its addresses, asked for by nobody and by an agent of each role. */
@ParleyTest(properties = "parley.serving=false")
class DeskRoutesTest {
    /** No ticket has this id, so that an open door shows itself by a 404. */
    private static final String NONE = "999999";
    private static final String TO_LOGIN = "303 /desk/login";
    private static final String LETTERS = "302 /desk/dead-letters";
    /** What nobody, an agent, an operator and an administrator get. */
    private static final Map<String, List<String>> ROUTES = new TreeMap<>(Map.ofEntries(
            Map.entry("GET /desk/login", List.of("200", "200", "200", "200")),
            Map.entry("GET /desk/files/{name}", List.of("404", "404", "404", "404")),
            Map.entry("GET /desk", List.of(TO_LOGIN, "200", "200", "200")),
            Map.entry("* /desk/problem", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("POST /desk/attendance", List.of(TO_LOGIN, "302 /desk", "302 /desk", "302 /desk")),
            Map.entry("GET /desk/account", List.of(TO_LOGIN, "200", "200", "200")),
            Map.entry("POST /desk/account", List.of(TO_LOGIN, "422", "422", "422")),
            Map.entry("POST /desk/account/password", List.of(TO_LOGIN, "422", "422", "422")),
            Map.entry("POST /desk/account/digest",
                    List.of(TO_LOGIN, "403", "302 /desk/account", "302 /desk/account")),
            Map.entry("GET /desk/agents", List.of(TO_LOGIN, "403", "403", "200")),
            Map.entry("POST /desk/agents", List.of(TO_LOGIN, "403", "403", "422")),
            Map.entry("GET /desk/agents/{id}", List.of(TO_LOGIN, "403", "403", "404")),
            Map.entry("POST /desk/agents/{id}", List.of(TO_LOGIN, "403", "403", "404")),
            Map.entry("POST /desk/agents/{id}/password", List.of(TO_LOGIN, "403", "403", "404")),
            Map.entry("POST /desk/agents/{id}/services", List.of(TO_LOGIN, "403", "403", "404")),
            Map.entry("POST /desk/agents/{id}/lock", List.of(TO_LOGIN, "403", "403", "404")),
            Map.entry("POST /desk/agents/{id}/unlock", List.of(TO_LOGIN, "403", "403", "404")),
            Map.entry("POST /desk/agents/{id}/remove", List.of(TO_LOGIN, "403", "403", "404")),
            Map.entry("GET /desk/audit", List.of(TO_LOGIN, "403", "403", "200")),
            Map.entry("GET /desk/keys", List.of(TO_LOGIN, "403", "403", "200")),
            Map.entry("POST /desk/keys", List.of(TO_LOGIN, "403", "403", "422")),
            Map.entry("POST /desk/keys/{id}/revoke", List.of(TO_LOGIN, "403", "403", "404")),
            Map.entry("GET /desk/dead-letters", List.of(TO_LOGIN, "403", "200", "200")),
            Map.entry("POST /desk/dead-letters/replay", List.of(TO_LOGIN, "403", LETTERS, LETTERS)),
            Map.entry("POST /desk/dead-letters/replay-alike", List.of(TO_LOGIN, "403", LETTERS, LETTERS)),
            Map.entry("POST /desk/dead-letters/drop", List.of(TO_LOGIN, "403", LETTERS, LETTERS)),
            Map.entry("GET /desk/settings", List.of(TO_LOGIN, "403", "200", "200")),
            Map.entry("POST /desk/settings",
                    List.of(TO_LOGIN, "403", "302 /desk/settings", "302 /desk/settings")),
            Map.entry("POST /desk/settings/try",
                    List.of(TO_LOGIN, "403", "302 /desk/settings", "302 /desk/settings")),
            Map.entry("GET /desk/overview", List.of(TO_LOGIN, "200", "200", "200")),
            Map.entry("GET /desk/overview/threshold", List.of(TO_LOGIN, "403", "200", "200")),
            Map.entry("GET /desk/overview/figures.csv", List.of(TO_LOGIN, "403", "200", "200")),
            Map.entry("GET /desk/rate", List.of(TO_LOGIN, "200", "200", "200")),
            Map.entry("POST /desk/rate",
                    List.of(TO_LOGIN, "302 /desk/rate", "302 /desk/rate", "302 /desk/rate")),
            Map.entry("POST /desk/rate/undo",
                    List.of(TO_LOGIN, "302 /desk/rate", "302 /desk/rate", "302 /desk/rate")),
            Map.entry("GET /desk/people", List.of(TO_LOGIN, "200", "200", "200")),
            Map.entry("GET /desk/people/{id}", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("GET /desk/people/{id}/export", List.of(TO_LOGIN, "403", "403", "404")),
            Map.entry("GET /desk/people/{id}/erase", List.of(TO_LOGIN, "403", "403", "404")),
            Map.entry("POST /desk/people/{id}/erase", List.of(TO_LOGIN, "403", "403", "404")),
            Map.entry("GET /desk/erasures/{id}", List.of(TO_LOGIN, "403", "403", "404")),
            Map.entry("GET /desk/t/{id}", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("POST /desk/t/{id}/take", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("POST /desk/t/{id}/hand-back", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("POST /desk/t/{id}/resolve", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("POST /desk/t/{id}/reply", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("POST /desk/t/{id}/replies/{message}/undo", List.of(TO_LOGIN, "302 /desk/t/999999",
                    "302 /desk/t/999999", "302 /desk/t/999999")),
            Map.entry("POST /desk/t/{id}/replies/{message}/change", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("POST /desk/t/{id}/replies/{message}/take-back", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("POST /desk/t/{id}/answers/{message}/wrong", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("POST /desk/t/{id}/answers/{message}/not-wrong", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("GET /desk/faq", List.of(TO_LOGIN, "200", "200", "200")),
            Map.entry("GET /desk/faq/new", List.of(TO_LOGIN, "200", "200", "200")),
            Map.entry("POST /desk/faq/new", List.of(TO_LOGIN, "422", "422", "422")),
            Map.entry("POST /desk/faq/both-right", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("POST /desk/faq/state", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("GET /desk/faq/history", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("POST /desk/faq/restore", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("GET /desk/faq/entry", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("POST /desk/faq/entry", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("POST /desk/faq/draft", List.of(TO_LOGIN, "204", "204", "204")),
            Map.entry("POST /desk/faq/drop",
                    List.of(TO_LOGIN, "302 /desk/faq/new", "302 /desk/faq/new", "302 /desk/faq/new")),
            Map.entry("GET /desk/drafts", List.of(TO_LOGIN, "200", "200", "200")),
            Map.entry("POST /desk/drafts/{id}/publish", decided()),
            Map.entry("POST /desk/drafts/{id}/try", decided()),
            Map.entry("POST /desk/drafts/{id}/attach", decided()),
            Map.entry("POST /desk/drafts/{id}/replace", decided()),
            Map.entry("POST /desk/drafts/{id}/dismiss", decided()),
            Map.entry("GET /desk/votes", List.of(TO_LOGIN, "403", "200", "200")),
            Map.entry("POST /desk/votes/try", ofVotes()), Map.entry("POST /desk/votes/accept", ofVotes()),
            Map.entry("POST /desk/votes/refuse", ofVotes()),
            Map.entry("GET /desk/gaps", List.of(TO_LOGIN, "200", "200", "200")),
            Map.entry("POST /desk/gaps/look", ofGaps()),
            Map.entry("POST /desk/gaps/{id}/answer", List.of(TO_LOGIN, "422", "422", "422")),
            Map.entry("POST /desk/gaps/{id}/attach", ofGaps()), Map.entry("POST /desk/gaps/{id}/join", ofGaps()),
            Map.entry("POST /desk/gaps/{id}/ignore", ofGaps()),
            Map.entry("GET /desk/corrections", List.of(TO_LOGIN, "200", "200", "200")),
            Map.entry("GET /desk/corrections/{id}", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("POST /desk/corrections/{id}/send", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("GET /desk/search", List.of(TO_LOGIN, "200", "200", "200")),
            Map.entry("POST /desk/t/{id}/snooze", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("POST /desk/t/{id}/wake", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("POST /desk/t/{id}/tag", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("POST /desk/t/{id}/assign", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("POST /desk/t/{id}/faq", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("GET /desk/faq/find", List.of(TO_LOGIN, "200", "200", "200")),
            Map.entry("POST /desk/many", List.of(TO_LOGIN, "422", "422", "422")),
            Map.entry("POST /desk/t/{id}/draft", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("GET /desk/t/{id}/teach", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("POST /desk/t/{id}/teach/try", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("POST /desk/t/{id}/teach/publish", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("POST /desk/t/{id}/teach/ways", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("POST /desk/t/{id}/teach/attach", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("POST /desk/t/{id}/teach/replace", List.of(TO_LOGIN, "404", "404", "404")),
            Map.entry("POST /desk/t/{id}/note", List.of(TO_LOGIN, "404", "404", "404"))));

    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private ApiKeys keys;

    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    private static List<String> ofGaps() {
        return List.of(TO_LOGIN, "302 /desk/gaps", "302 /desk/gaps", "302 /desk/gaps");
    }

    private static List<String> ofVotes() {
        return List.of(TO_LOGIN, "403", "302 /desk/votes", "302 /desk/votes");
    }

    /** Somebody else was faster. */
    private static List<String> decided() {
        return List.of(TO_LOGIN, "302 /desk/drafts", "302 /desk/drafts", "302 /desk/drafts");
    }

    @BeforeEach
    void hire() {
        for (Role role : Role.values()) {
            agents.add(role.word(), role.word(), role, DeskClient.PASSWORD);
        }
    }

    @Test
    void theTableHasEachRoute() {
        Set<String> routes = new TreeSet<>();
        requestMappingHandlerMapping.getHandlerMethods().keySet().stream()
                .filter(route -> route.getPatternValues().stream().anyMatch(path -> path.startsWith("/desk")))
                .forEach(route -> routes.addAll(names(route)));
        assertThat(routes).isEqualTo(ROUTES.keySet());
    }

    static Set<String> names(RequestMappingInfo route) {
        Set<RequestMethod> methods = route.getMethodsCondition().getMethods();
        Stream<String> words = methods.isEmpty() ? Stream.of("*") : methods.stream().map(Enum::name);
        return words.flatMap(word -> route.getPatternValues().stream().map(path -> word + " " + path))
                .collect(Collectors.toSet());
    }

    @Test
    void eachRouteIsOpenToThoseWhoMayOnly() {
        Map<String, List<String>> seen = new TreeMap<>();
        try (DeskClient nobody = new DeskClient(port);
                DeskClient agent = DeskClient.signedIn(port, "agent", DeskClient.PASSWORD);
                DeskClient operator = DeskClient.signedIn(port, "Operator", DeskClient.PASSWORD);
                DeskClient administrator = DeskClient.signedIn(port, "administrator", DeskClient.PASSWORD)) {
            for (String route : ROUTES.keySet()) {
                seen.put(route, Stream.of(nobody, agent, operator, administrator).map(who -> ask(who, route)).toList());
            }
        }
        assertThat(seen).isEqualTo(ROUTES);
    }

    private static String path(String route) {
        return route.substring(route.indexOf(' ') + 1).replace("{id}", NONE).replace("{name}", "none")
                .replace("{message}", NONE);
    }

    private static String ask(DeskClient who, String route) {
        String path = path(route);
        HttpResponse<String> answer = route.startsWith("POST")
                ? who.send(who.get("/desk/login"), path, Map.of("text", "hello", "revision", "0", "key", "k"))
                : who.get(path);
        return (answer.statusCode() + " " + DeskClient.location(answer).replaceFirst("\\?.*", "")).strip();
    }

    @Test
    void whatIsNoRouteIsOpenToNobody() {
        try (DeskClient nobody = new DeskClient(port);
                DeskClient administrator = DeskClient.signedIn(port, "administrator", DeskClient.PASSWORD)) {
            assertThat(nobody.get("/desk/files/").statusCode()).isEqualTo(404);
            for (String path : List.of("/desk/", "/desk/tickets", "/desk/t", "/desk/t/1/x/y", "/desk/files/a/b",
                    "/desk/parts", "/desk/inbox.html")) {
                assertThat(nobody.get(path).statusCode()).as(path).isEqualTo(303);
                assertThat(administrator.get(path).statusCode()).as(path).isEqualTo(404);
            }
            for (String path : List.of("//desk", "/desk;a=b", "/desk/%2e%2e/desk", "/desk%2flogin", "/DESK")) {
                assertThat(nobody.get(path).statusCode()).as(path).isBetween(400, 499);
            }
        }
    }

    @Test
    void aFormWithoutItsTokenChangesNothing() {
        List<String> forms = Stream.concat(
                ROUTES.keySet().stream().filter(route -> route.startsWith("POST")).map(DeskRoutesTest::path),
                Stream.of("/desk/logout", "/desk/login")).toList();
        try (DeskClient agent = DeskClient.signedIn(port, "administrator", DeskClient.PASSWORD)) {
            for (String path : forms) {
                assertThat(agent.post(path, Map.of("text", "hello", "_csrf", "made-up")).statusCode()).as(path)
                        .isEqualTo(403);
            }
            assertThat(agent.get("/desk").statusCode()).as("still signed in").isEqualTo(200);
        }
    }

    @Test
    void aSessionOpensTheDeskOnly() {
        try (DeskClient administrator = DeskClient.signedIn(port, "administrator", DeskClient.PASSWORD)) {
            for (String path : List.of("/api/tickets", "/actuator/prometheus", "/swagger-ui/index.html")) {
                assertThat(administrator.get(path).statusCode()).as(path).isEqualTo(401);
            }
        }
    }

    @Test
    void noBrowserKeepsOrFramesAPage() {
        List<String> pages = Stream.concat(
                ROUTES.keySet().stream().filter(route -> route.startsWith("GET") && !route.contains("{name}"))
                        .map(DeskRoutesTest::path),
                Stream.of("/desk/nothing", "/desk/many")).toList();
        try (DeskClient agent = DeskClient.signedIn(port, "administrator", DeskClient.PASSWORD)) {
            for (String path : pages) {
                HttpResponse<String> page = agent.get(path);
                assertThat(page.headers().firstValue("cache-control").orElse("")).as(path).contains("no-store");
                assertThat(page.headers().allValues("content-security-policy")).as(path).singleElement().asString()
                        .contains("frame-ancestors 'none'").doesNotContain("unsafe");
                assertThat(page.headers().firstValue("x-frame-options")).as(path).hasValue("DENY");
                assertThat(page.headers().firstValue("content-type").orElse("")).as(path)
                        .startsWith(switch (path) {
                            case "/desk/faq/find" -> "application/json";
                            case "/desk/overview/figures.csv" -> "text/csv";
                            default -> "text/html";
                        });
            }
        }
    }

    @Test
    void aProgramsKeyOpensNothingAtTheDesk() {
        String key = keys.make("key " + UUID.randomUUID(), Set.of(Scope.values()), agents.find("admin").orElseThrow())
                .orElseThrow();
        String revoked = keys.make("revoked", Set.of(Scope.values()), agents.find("admin").orElseThrow()).orElseThrow();
        keys.all().stream().filter(one -> one.name().equals("revoked"))
                .forEach(one -> keys.revoke(one.id(), agents.find("admin").orElseThrow()));
        try (DeskClient nobody = new DeskClient(port)) {
            for (String shown : List.of(key, revoked)) {
                for (String route : ROUTES.keySet()) {
                    String method = route.startsWith("POST") ? "POST" : "GET";
                    HttpResponse<String> answer = nobody.with("Bearer " + shown, method, path(route));
                    String seen = (answer.statusCode() + " " + DeskClient.location(answer).replaceFirst("\\?.*", ""))
                            .strip();
                    assertThat(seen).as(route).isEqualTo(method.equals("POST") ? "403" : ROUTES.get(route).getFirst());
                }
            }
        }
    }

    @Test
    void thereIsNoWayToAProviderThatIsNotSet() {
        try (DeskClient nobody = new DeskClient(port)) {
            assertThat(nobody.get("/desk/login").body()).doesNotContain("/desk/sign-in");
            for (String path : List.of("/desk/sign-in/oidc", "/desk/oidc?code=a&state=b")) {
                assertThat(DeskClient.location(nobody.get(path))).as(path).startsWith("/desk/login?to=");
            }
        }
    }

    @Test
    void theFirstAdministratorHasTheSettingsPassword() {
        try (DeskClient client = new DeskClient(port)) {
            assertThat(client.signIn("admin", "admin")).startsWith("/desk/login?wrong");
            assertThat(client.signIn("admin", ParleyTest.PASSWORD)).isEqualTo("/desk");
        }
    }

    @Test
    void aSignInLeadsToThePageThatWasAskedForAndToNoOtherSite() {
        try (DeskClient client = new DeskClient(port, "198.51.100.7")) {
            String login = DeskClient.location(client.get("/desk/t/7"));
            assertThat(login).isEqualTo("/desk/login?to=%2Fdesk%2Ft%2F7");
            HttpResponse<String> form = client.get(login);
            for (String elsewhere : List.of("https://evil.example", "//evil.example", "/desk/../api", "/desk/logout",
                    "/desk/t/7\r\nSet-Cookie: a=b", "/desk\\evil.example")) {
                assertThat(DeskClient.location(client.send(form, "/desk/login",
                        Map.of("username", "agent", "password", "wrong", "to", elsewhere)))).as(elsewhere)
                        .isEqualTo("/desk/login?wrong&to=%2Fdesk");
            }
            assertThat(DeskClient.location(client.send(form, "/desk/login",
                    Map.of("username", "agent", "password", DeskClient.PASSWORD)))).isEqualTo("/desk/t/7");
        }
    }

    @Test
    void aSignOutEndsTheSession() {
        try (DeskClient agent = DeskClient.signedIn(port, "agent", DeskClient.PASSWORD)) {
            assertThat(DeskClient.location(agent.send(agent.get("/desk"), "/desk/logout", Map.of())))
                    .isEqualTo("/desk/login?out");
            assertThat(agent.get("/desk").statusCode()).isEqualTo(303);
        }
    }

    @Test
    void cookiesStayAtTheDesk() {
        try (DeskClient client = new DeskClient(port)) {
            HttpResponse<String> form = client.get("/desk/login");
            HttpResponse<String> signedIn = client.send(form, "/desk/login",
                    Map.of("username", "agent", "password", DeskClient.PASSWORD));
            List<String> cookies = Stream.of(form, signedIn)
                    .flatMap(answer -> answer.headers().allValues("set-cookie").stream())
                    .filter(cookie -> !cookie.startsWith("parley-device-")).toList();
            assertThat(cookies).anyMatch(cookie -> cookie.startsWith("parley-desk="))
                    .allMatch(cookie -> cookie.contains("Path=/desk") && cookie.contains("HttpOnly")
                            && cookie.contains("SameSite="));
        }
    }

    @Test
    void guessesAreSlowedDownWhereverTheyAreMade() {
        try (DeskClient client = new DeskClient(port, "192.0.2.7")) {
            HttpResponse<String> form = client.get("/desk/login");
            Supplier<String> guess = () -> DeskClient.location(client.send(form, "/desk/login",
                    Map.of("username", "nobody", "password", "guess")));
            assertThat(guess.get()).startsWith("/desk/login?wrong");

            await().until(() -> guess.get().startsWith("/desk/login?wait"));
        }
    }
}
