package io.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scan of the build's libraries, against a database that a test plays. */
class ScanTest {
    private static final String SBOM = """
            {"components" : [
              {"purl" : "pkg:maven/org.example/good@1.0?type=jar"},
              {"purl" : "pkg:maven/org.example/bad@2.0?type=jar"}
            ]}""";

    @TempDir
    private Path directory;
    private final List<String> asked = new ArrayList<>();

    record Outcome(int exitCode, String said) {}

    @BeforeEach
    void needsItsTools() {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")) && Files.isExecutable(Path.of("/usr/bin/curl")),
                "Skipped: the scan needs bash and curl");
    }

    @Test
    void saysInASentenceThatNobodyCouldBeAsked() throws Exception {
        Outcome outcome = scan("http://127.0.0.1:1");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.said()).isEqualTo(
                "The scan for known vulnerabilities was skipped, since http://127.0.0.1:1 can't be reached\n");
    }

    @Test
    void failsWhereALibraryHasASevereVulnerability() throws Exception {
        assertThat(scanWith("HIGH")).isEqualTo(new Outcome(1, "GHSA-1 HIGH: org.example:bad\n"));
        assertThat(asked).containsExactly(
                "{\"queries\":[{\"package\":{\"purl\":\"pkg:maven/org.example/bad@2.0\"}},"
                        + "{\"package\":{\"purl\":\"pkg:maven/org.example/good@1.0\"}}]}");
    }

    @Test
    void namesALesserVulnerabilityAndPasses() throws Exception {
        Outcome outcome = scanWith("MODERATE");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.said()).startsWith("GHSA-1 MODERATE: org.example:bad\n").contains("None of 2 libraries");
    }

    private Outcome scanWith(String severity) throws Exception {
        HttpServer database = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        database.createContext("/v1/querybatch", exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).strip());
            answer(exchange, "{\"results\":[{\"vulns\":[{\"id\":\"GHSA-1\",\"modified\":\"2026\"}]},{}]}");
        });
        database.createContext("/v1/vulns/GHSA-1", exchange -> answer(exchange, """
                {"id":"GHSA-1","affected":[{"package":{"name":"org.example:bad"}}],"severity":[{"type":"CVSS_V3"}],
                 "database_specific":{"severity":"%s"}}""".formatted(severity)));
        database.start();
        try {
            return scan("http://127.0.0.1:" + database.getAddress().getPort());
        } finally {
            database.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Outcome scan(String osv) throws Exception {
        Path sbom = Files.writeString(directory.resolve("bom.json"), SBOM);
        ProcessBuilder builder = new ProcessBuilder(".ci/scan", sbom.toString()).redirectErrorStream(true);
        builder.environment().put("OSV_URL", osv);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), said);
    }
}
