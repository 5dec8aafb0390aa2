package io.parley.channel.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.ParleyTest;
import io.parley.support.RawHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Bodies, queries and requests that are made to break the server that reads them. */
@ParleyTest(properties = {"parley.web.messages-per-minute-and-address=100000", "parley.web.messages-per-minute=100000"})
class HostileBodiesTest {
    private static final String JSON = "application/json";
    /** The statuses for a transfer coding or an HTTP version that the server does not support. */
    private static final List<Integer> OTHER_HTTP = List.of(501, 505);

    private final Map<String, byte[]> requests = new LinkedHashMap<>();

    @LocalServerPort
    private int port;

    @Test
    void breakNothing() throws IOException {
        bodies();
        encodedBodies();
        queries();
        malformed();
        smuggled();
        Map<Integer, Integer> statuses = new TreeMap<>();
        List<String> broken = new ArrayList<>();
        for (Map.Entry<String, byte[]> request : requests.entrySet()) {
            String answer = RawHttp.answer(port, request.getValue());
            List<Integer> answered = RawHttp.statuses(answer);
            answered.forEach(status -> statuses.merge(status, 1, Integer::sum));
            boolean isFault = answered.stream().anyMatch(s -> s >= 500 && !OTHER_HTTP.contains(s));
            boolean tells = answer.contains("Exception") || answer.contains("\tat ") || answer.contains("root:x:");
            if (isFault || tells || answered.size() > 1) {
                broken.add(request.getKey() + ": " + answered);
            }
        }
        System.out.printf("hostile bodies and queries: attempts %d, faults %d, by status %s%n", requests.size(),
                broken.size(), statuses);

        assertThat(broken).isEmpty();
        assertThat(requests).hasSizeGreaterThanOrEqualTo(44);
        assertThat(statuses.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(requests.size() / 2);
        assertThat(RawHttp.answer(port, post("/api/chat", JSON, "{\"message\":\"What are your opening hours?\"}")))
                .contains("\"faq\"");
    }

    private void bodies() {
        String many = IntStream.range(0, 60_000).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(","));
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("arrays nested 100,000 deep", "[".repeat(100_000));
        bodies.put("closed arrays nested 100,000 deep", "[".repeat(100_000) + "]".repeat(100_000));
        bodies.put("objects nested 100,000 deep", "{\"a\":".repeat(100_000));
        bodies.put("a message nested deep", said("[".repeat(50_000) + "]".repeat(50_000)));
        bodies.put("500,000 digits", said("1".repeat(500_000)));
        bodies.put("a number with a great exponent", said("1e999999999"));
        bodies.put("60,000 keys", "{" + many + "}");
        bodies.put("the same key 60,000 times", "{" + "\"message\":\"m\",".repeat(60_000) + "\"a\":1}");
        bodies.put("3 MB", said("\"" + "x".repeat(3_000_000) + "\""));
        bodies.put("500,000 escapes", said("\"" + "\\u0000".repeat(80_000) + "\""));
        bodies.put("a lone surrogate", said("\"\\udc00\""));
        bodies.put("not a number", said("NaN"));
        bodies.put("a comment", "{/* a */\"message\":\"m\"}");
        bodies.put("something behind the end", said("\"m\"") + said("\"m\""));
        bodies.put("a name of a class",
                "{\"@class\":\"java.lang.ProcessBuilder\",\"message\":[\"java.net.URL\",\"a\"]}");
        bodies.put("a prototype", "{\"__proto__\":{\"admin\":true},\"message\":\"m\"}");
        bodies.put("SQL", said("\"'; drop table message; --\""));
        bodies.put("an expression", said("\"${jndi:ldap://127.0.0.1:1/a} #{7*7} {{7*7}}\""));
        bodies.put("nothing", "");
        bodies.put("a quotation mark", "\"");
        bodies.forEach((name, body) -> {
            requests.put(name, post("/api/chat", JSON, body));
            requests.put(name + ", as a vote", post("/api/feedback", JSON, body));
        });
    }

    private void encodedBodies() throws IOException {
        String xml = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>";
        requests.put("XML", post("/api/chat", "application/xml", xml));
        requests.put("XML as JSON", post("/api/chat", JSON, xml));
        requests.put("a form", post("/api/chat", "application/x-www-form-urlencoded", "message=m&".repeat(60_000)));
        requests.put("parts without an end", post("/api/chat", "multipart/form-data; boundary=b", "--b\r\n".repeat(9)));
        requests.put("Java", post("/api/chat", "application/x-java-serialized-object", "\u00ac\u00ed\0\5"));
        requests.put("no type", post("/api/chat", "", said("\"m\"")));
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[20_000_000]);
        }
        requests.put("a gzip bomb", post("/api/chat", List.of("Content-Encoding: gzip"), JSON, bomb.toByteArray()));
        requests.put("UTF-16", post("/api/chat", List.of(), JSON, said("\"m\"").getBytes(StandardCharsets.UTF_16)));
        requests.put("no UTF-8", post("/api/chat", List.of(), JSON,
                said("\"\u00e4\u00ff\"").getBytes(StandardCharsets.ISO_8859_1)));
    }

    private void queries() {
        for (String query : List.of("q=%", "q=%zz", "q=%00", "q=%c0%ae%c0%ae/", "q=%ff", "q=" + "a".repeat(8_000),
                "q=" + "%F0%9F%98%80".repeat(1_200), "q=a&".repeat(3_000), "q[]=a", "q=a&limit=99999999999999999999",
                "q=a&limit=-1", "q=a&limit=1.5", "=&&=", "q=%27%20or%201=1--", "q=*:*%20OR%20~%5E%22", "")) {
            requests.put("search " + query.substring(0, Math.min(30, query.length())),
                    RawHttp.request("GET /api/search?" + query + " HTTP/1.1", host(), new byte[0]));
        }
        for (String path : List.of("/search?q=%", "/?embed=%zz", "/ws/chat?session=%", "/mail/a?b=%", "/health?a=%",
                "/chat/starters.json?a=%", "/api/chat/history?sessionId=%ff")) {
            requests.put(path, RawHttp.request("GET " + path + " HTTP/1.1", host(), new byte[0]));
        }
        requests.put("a socket", RawHttp.request("GET /ws/chat?session=%&after=%zz HTTP/1.1", List.of(
                host().getFirst(), "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="), new byte[0]));
        requests.put("history", RawHttp.request("GET /api/chat/history?sessionId=" + "s".repeat(10_000) + " HTTP/1.1",
                host(), new byte[0]));
    }

    private void malformed() {
        for (String line : List.of("TRACE / HTTP/1.1", "CONNECT evil.example:443 HTTP/1.1", "get / HTTP/1.1",
                "GET / HTTP/9.9", "GET /", "GET  /  HTTP/1.1", "GET /\u0000 HTTP/1.1", "A".repeat(20_000),
                "GET /" + "a".repeat(20_000) + " HTTP/1.1", "GET /chat/..%2f..%2f..%2fetc/passwd HTTP/1.1",
                "GET /chat/%2e%2e/%2e%2e/etc/passwd HTTP/1.1", "GET /mail/" + "a".repeat(5_000) + " HTTP/1.1")) {
            requests.put(line.substring(0, Math.min(40, line.length())), RawHttp.request(line, host(), new byte[0]));
        }
        for (String header : List.of("X: " + "a".repeat(20_000), "no colon", ": no name", "X\u0000: a", "X : a",
                " folded", "Host: evil.example", "Content-Length: -1", "Content-Length: 99999999999999999999",
                "Content-Length: 0x10", "Expect: 200-maybe", "Range: bytes=0-18446744073709551615",
                "Accept: " + "a/b;q=0.".repeat(500), "Cookie: " + "a=b; ".repeat(2_000))) {
            requests.put(header.substring(0, Math.min(40, header.length())), RawHttp.request("POST /api/chat HTTP/1.1",
                    IntStream.range(0, 2).mapToObj(i -> i == 0 ? host().getFirst() : header).toList(), new byte[0]));
        }
    }

    /** Each hides a second request, for which there must be no answer. */
    private void smuggled() {
        String second = "GET /health HTTP/1.1\r\nHost: a\r\n\r\n";
        String body = "0\r\n\r\n" + second;
        for (List<String> headers : List.of(
                List.of("Content-Length: 5", "Transfer-Encoding: chunked", "Content-Length: 6"),
                List.of("Content-Length: 4", "Content-Length: " + body.length()),
                List.of("Content-Length: " + body.length() + ", 4"), List.of("Transfer-Encoding: xchunked"),
                List.of("Transfer-Encoding: chunked, identity"), List.of("Transfer-Encoding : chunked"),
                List.of("Transfer-Encoding: chunked", "Transfer-Encoding: x"),
                List.of("Transfer-Encoding:\u000bchunked"))) {
            List<String> all = new ArrayList<>(host());
            all.add("Content-Type: " + JSON);
            all.addAll(headers);
            requests.put("smuggled " + headers, RawHttp.request("POST /api/chat HTTP/1.1", all,
                    body.getBytes(StandardCharsets.ISO_8859_1)));
        }
    }

    private static String said(String message) {
        return "{\"sessionId\":\"hostile\",\"message\":" + message + "}";
    }

    private byte[] post(String path, String type, String body) {
        return post(path, List.of(), type, body.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] post(String path, List<String> headers, String type, byte[] body) {
        List<String> all = new ArrayList<>(host());
        all.addAll(headers);
        if (!type.isEmpty()) {
            all.add("Content-Type: " + type);
        }
        all.add("Content-Length: " + body.length);
        return RawHttp.request("POST " + path + " HTTP/1.1", all, body);
    }

    private List<String> host() {
        return List.of("Host: localhost:" + port);
    }
}
