package io.parley.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.ParleyTest;
import jakarta.validation.constraints.NotBlank;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@ParleyTest(properties = {"parley.admin.password=right", "parley.serving=false",
        "parley.public-url=https://bot.example.org/"})
@Import(AccessTest.Pages.class)
@DirtiesContext
class AccessTest {
    @LocalServerPort
    private int port;

    /** Stands for the packages' controllers. */
    @TestConfiguration(proxyBeanMethods = false)
    @RestController
    static class Pages {
        record Asked(@NotBlank String question, int times) {}

        @GetMapping("/api/chat/test-open")
        String open(@RequestParam int k) {
            return "open " + k;
        }

        @GetMapping("/test/forgotten")
        String forgotten() {
            return "inside";
        }

        @PostMapping("/api/tickets/test")
        String work() {
            return "done";
        }

        @GetMapping("/api/tickets/test")
        String ticket() {
            return "ticket";
        }

        @PostMapping("/api/chat/test-ask")
        String ask(@jakarta.validation.Valid @RequestBody Asked asked) {
            if (asked.times() > 9) {
                throw new IllegalStateException("an inner secret");
            }
            return asked.question();
        }
    }

    @Test
    void asksForThePasswordWhereAgentsAndOperatorsWork() throws Exception {
        for (String path : new String[]{"/api/tickets/test", "/api/tickets", "/api/analytics",
                "/actuator/prometheus"}) {
            HttpResponse<String> response = get(path, null);
            assertThat(response.statusCode()).as(path).isEqualTo(401);
            assertThat(response.headers().firstValue("www-authenticate"))
                    .hasValueSatisfying(v -> assertThat(v).contains("Basic"));
            assertIsProblem(response);
        }
        assertThat(get("/api/tickets/test", "right").body()).isEqualTo("ticket");
        assertThat(get("/actuator/prometheus", "right").statusCode()).isEqualTo(200);
    }

    @Test
    void leavesOpenWhatCustomersUse() throws Exception {
        assertThat(get("/api/chat/test-open?k=3", null).body()).isEqualTo("open 3");
        assertThat(get("/actuator/health", null).statusCode()).isEqualTo(200);
    }

    @Test
    void showsTheApisDescriptionToOperatorsOnly() throws Exception {
        for (String path : new String[]{"/v3/api-docs", "/v3/api-docs.yaml", "/v3/api-docs/swagger-config",
                "/swagger-ui/index.html", "/swagger-ui/swagger-initializer.js"}) {
            assertThat(get(path, null).statusCode()).as(path).isEqualTo(401);
            assertThat(get(path, "right").statusCode()).as(path).isEqualTo(200);
        }
        assertThat(get("/swagger-ui", null).statusCode()).isEqualTo(401);
        assertThat(get("/swagger-ui", "right").statusCode()).isEqualTo(302);
    }

    @Test
    void hidesWhatNobodyDecidedToOpen() throws Exception {
        for (String password : new String[]{null, "right"}) {
            HttpResponse<String> response = get("/test/forgotten", password);
            assertThat(response.statusCode()).isEqualTo(404);
            assertIsProblem(response);
        }
        assertThat(get("/api/something-new", null).statusCode()).isEqualTo(401);
    }

    @Test
    void refusesWhatOtherSitesSendWithTheBrowsersPassword() throws Exception {
        for (String[] header : new String[][]{{"Origin", "https://evil.example"}, {"Origin", "null"},
                {"Origin", "http://127.0.0.1:1"}, {"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}}) {
            HttpResponse<String> response = work(header[0], header[1]);
            assertThat(response.statusCode()).as("%s: %s", header[0], header[1]).isEqualTo(403);
            assertIsProblem(response);
        }
        assertThat(work("Origin", "http://127.0.0.1:" + port).body()).isEqualTo("done");
        assertThat(work("Origin", "https://bot.example.org").body()).isEqualTo("done");
        assertThat(work("Sec-Fetch-Site", "same-origin").body()).isEqualTo("done");
        assertThat(work("User-Agent", "a program").body()).isEqualTo("done");
    }

    @Test
    void namesTheFieldThatIsWrong() throws Exception {
        assertThat(post("{\"question\":\" \",\"times\":1}").body()).contains("\"field\":\"question\"");
        assertThat(post("{\"question\":\"q\",\"times\":\"many\"}").body()).contains("\"field\":\"times\"");
        assertThat(post("{").body()).contains("\"field\":\"body\"");
        assertThat(get("/api/chat/test-open", null).body()).contains("\"field\":\"k\"");
        assertThat(get("/api/chat/test-open?k=x", null).body()).contains("\"field\":\"k\"");
        for (HttpResponse<String> response : java.util.List.of(post("{}"), post("[]"), post("{\"question\":7}"),
                get("/api/chat/test-open?k=x", null))) {
            assertThat(response.statusCode()).isEqualTo(400);
            assertIsProblem(response);
        }
    }

    @Test
    void answersWhatIsNotThereWithAProblem() throws Exception {
        HttpResponse<String> response = get("/nothing/here", null);
        assertThat(response.statusCode()).isEqualTo(404);
        assertIsProblem(response);
    }

    @Test
    void saysTheSameWhereverThereIsNothing() throws Exception {
        for (String path : new String[]{"/nothing/here", "/chat/nothing.js", "/api/chat/nothing"}) {
            HttpResponse<String> response = get(path, null);
            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(response.body()).as(path)
                    .isEqualTo("{\"detail\":\"There is nothing here.\",\"instance\":\"" + path
                            + "\",\"status\":404,\"title\":\"Not Found\"}");
        }
        assertThat(get("/api/nothing", "right").body()).contains("There is nothing here.");
    }

    @Test
    void keepsAFaultToItself() throws Exception {
        HttpResponse<String> response = post("{\"question\":\"q\",\"times\":10}");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("inner secret");
        assertIsProblem(response);
    }

    @Test
    void sendsHeadersThatKeepBrowsersCareful() throws Exception {
        HttpResponse<String> response = get("/api/chat/test-open?k=3", null);
        assertThat(response.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(response.headers().firstValue("content-security-policy")).isPresent();
        assertThat(response.headers().firstValue("set-cookie")).isEmpty();
    }

    @Test
    void marksADeviceOnWhichSomebodySignedInByACookieOfItsOwn() throws Exception {
        String cookie = get("/api/tickets/test", "right").headers().firstValue("set-cookie").orElseThrow();

        assertThat(cookie).startsWith("parley-device-").contains("; HttpOnly", "; SameSite=Strict", "; Secure",
                "Path=/;");
        assertThat(get("/api/tickets/test", "wrong").headers().firstValue("set-cookie")).isEmpty();
        assertThat(send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                .header("Authorization", "Other right").build()).headers().firstValue("set-cookie")).isEmpty();
        assertThat(send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/tickets/test"))
                .header("Authorization", basic("right")).header("Cookie", cookie.substring(0, cookie.indexOf(';')))
                .build()).headers()
                .firstValue("set-cookie")).isEmpty();
    }

    @Test
    void letsNoSiteFrameAnythingButTheChat() throws Exception {
        for (String path : new String[]{"/swagger-ui/index.html", "/api/tickets/test", "/api/chat/test-open?k=3",
                "/nothing/here", "/mail/made-up", "/health", "/chat/nothing.js"}) {
            HttpResponse<String> response = get(path, "right");
            assertThat(response.headers().allValues("content-security-policy")).as(path).singleElement().asString()
                    .contains("frame-ancestors 'none'");
            assertThat(response.headers().firstValue("x-frame-options")).as(path).hasValue("DENY");
        }
        for (String path : new String[]{"/", "/search"}) {
            HttpResponse<String> response = get(path, null);
            assertThat(response.headers().allValues("content-security-policy")).as(path).singleElement().asString()
                    .contains("frame-ancestors 'self'");
            assertThat(response.headers().firstValue("x-frame-options")).as(path).isEmpty();
        }
    }

    private HttpResponse<String> get(String path, @org.jspecify.annotations.Nullable String password)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (password != null) {
            request.header("Authorization", basic(password));
        }
        return send(request.build());
    }

    private HttpResponse<String> work(String header, String value) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/tickets/test"))
                .header("Authorization", basic("right")).header(header, value).POST(BodyPublishers.noBody()).build());
    }

    private HttpResponse<String> post(String json) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/chat/test-ask"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private static String basic(String password) {
        return "Basic " + Base64.getEncoder()
                .encodeToString(("admin:" + password).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static void assertIsProblem(HttpResponse<String> response) {
        assertThat(response.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(response.body()).contains("\"status\":" + response.statusCode()).doesNotContain("\tat ",
                "Exception");
    }
}
