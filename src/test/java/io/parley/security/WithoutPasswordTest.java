package io.parley.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.Attempts;
import io.parley.support.ParleyTest;
import io.parley.support.RawHttp;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Agents' and operators' paths, asked for by somebody who has no password, or who has it in a page of another site. */
@ParleyTest(properties = "parley.serving=false")
class WithoutPasswordTest {
    private static final List<String> PATHS = List.of("/api/tickets", "/api/tickets/", "/api/tickets/1",
            "/api/tickets?state=open", "/api/mails/unanswered", "/api/insights", "/api/analytics", "/api/knowledge",
            "/api/faq", "/api/", "/api/something-new", "/actuator",
            "/actuator/prometheus", "/actuator/metrics", "/actuator/env", "/actuator/heapdump", "/actuator/beans",
            "/actuator/loggers", "/actuator/configprops", "/actuator/shutdown", "/actuator/mappings", "/v3/api-docs",
            "/v3/api-docs.yaml", "/v3/api-docs/swagger-config", "/swagger-ui", "/swagger-ui.html",
            "/swagger-ui/index.html", "/swagger-ui/swagger-initializer.js");
    private static final List<String> WORK = List.of("/api/tickets/1/reply", "/api/tickets/1/take",
            "/api/tickets/1/hand-back", "/api/tickets/1/resolve");
    private static final List<String> PATH_TRICKS = List.of("//api/tickets", "/api//tickets", "/./api/tickets",
            "/chat/../api/tickets", "/chat/%2e%2e/api/tickets", "/chat/..%2fapi/tickets", "/api/chat/../tickets",
            "/api/chat/..;/tickets", "/api/tickets;a=b", "/api;/tickets", "/;/api/tickets", "/api/%74ickets",
            "/api/tickets%00", "/api/tickets%20", "/api/tickets%0a", "/api/tickets.json", "/API/tickets",
            "/api/Tickets", "\\api\\tickets", "/api\\tickets", "/api/tickets/.", "/api/tickets#/health",
            "/health/../api/tickets", "/api%2ftickets", "/%2fapi/tickets", "/api/tickets%3fa", "*",
            "http://127.0.0.1/api/tickets", "http://evil.example/api/tickets");
    private static final List<String> HEADER_TRICKS = List.of("X-Forwarded-User: admin", "X-Remote-User: admin",
            "Remote-User: admin", "X-Original-URL: /health", "X-Rewrite-URL: /health", "X-Forwarded-For: 127.0.0.1",
            "X-Real-IP: 127.0.0.1", "Forwarded: for=127.0.0.1;proto=https", "X-Forwarded-Prefix: /health",
            "X-Forwarded-Host: localhost", "X-HTTP-Method-Override: OPTIONS", "Origin: null",
            "Cookie: JSESSIONID=1; parley-device=admin", "Referer: http://127.0.0.1/desk", "Upgrade: websocket",
            "Authorization: Bearer right", "Authorization: Basic", "Authorization: Basic !!!",
            "Authorization: Basic YWRtaW46", "Authorization: Digest username=\"admin\"");

    @LocalServerPort
    private int port;

    @Test
    void nothingIsShown() throws IOException {
        Attempts attempts = new Attempts("operators' paths without a password");
        for (String path : PATHS) {
            attempts.note(path, statuses("GET", path, List.of()).equals(List.of(401)));
        }
        for (String path : WORK) {
            attempts.note(path, statuses("POST", path, List.of("Content-Length: 0")).equals(List.of(401)));
        }
        for (String method : List.of("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")) {
            attempts.note(method, statuses(method, "/api/tickets", List.of("Content-Length: 0")).equals(List.of(401)));
        }
        for (String path : PATH_TRICKS) {
            attempts.note(path, statuses("GET", path, List.of()).stream().allMatch(s -> s >= 400 && s < 500));
        }
        for (String header : HEADER_TRICKS) {
            attempts.note(header, statuses("GET", "/api/tickets", List.of(header)).equals(List.of(401)));
        }
        for (String header : List.of("X-Original-URL: /api/tickets", "X-Rewrite-URL: /api/tickets")) {
            attempts.note(header, !ask("GET", "/health", List.of(header)).contains("tickets"));
        }
        attempts.wereStopped(65);
    }

    /** Each with the password that a browser keeps. */
    @Test
    void noPageOfAnotherSiteChangesAnything() throws IOException {
        Attempts attempts = new Attempts("pages of other sites with the browser's password");
        String password = "Authorization: " + ParleyTest.ADMIN;
        String form = "Content-Type: application/x-www-form-urlencoded";
        for (List<String> from : List.of(List.of("Sec-Fetch-Site: cross-site"), List.of("Sec-Fetch-Site: same-site"),
                List.of("Origin: null"), List.of("Origin: https://evil.example"),
                List.of("Origin: https://evil.example", form),
                List.of("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", form), List.of("Origin: "),
                List.of("Origin: http://127.0.0.1.evil.example"), List.of("Origin: file://"))) {
            for (String path : WORK) {
                List<String> headers = Stream.concat(Stream.of(password, "Content-Length: 0"), from.stream()).toList();
                attempts.note(path + " " + from, statuses("POST", path, headers).equals(List.of(403)));
            }
        }
        attempts.wereStopped(6);
        assertThat(statuses("GET", "/api/tickets", List.of(password))).as("the password").containsExactly(200);
    }

    private List<Integer> statuses(String method, String path, List<String> headers) throws IOException {
        return RawHttp.statuses(ask(method, path, headers));
    }

    private String ask(String method, String path, List<String> headers) throws IOException {
        List<String> all = Stream.concat(Stream.of("Host: 127.0.0.1:" + port), headers.stream()).toList();
        return RawHttp.answer(port, RawHttp.request(method + " " + path + " HTTP/1.1", all, new byte[0]));
    }
}
