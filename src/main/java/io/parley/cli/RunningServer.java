package io.parley.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;

/** A server that runs on the same data directory and database; a command asks it over {@link CommandDoor}. */
final class RunningServer {
    private static final Duration NEAR = Duration.ofSeconds(2);
    /** Those that read no file and write none, as paths mean something else elsewhere. */
    private static final Set<String> ASKED = Set.of("ask", "doctor", "drafts", "refits", "dead-letters");

    private final ServerFile file;

    private RunningServer(ServerFile file) {
        this.file = file;
    }

    /** Whether a server can do what these words say. */
    static boolean isForServer(String... words) {
        return words.length > 0 && ASKED.contains(words[0]) && !(words[0].equals("refits") && words.length > 1
                && words[1].equals("cases"));
    }

    /** The one that left its file in the data directory; whether it still runs shows when it is asked. */
    static Optional<RunningServer> find() {
        ConfigurableEnvironment settings = new StandardEnvironment();
        ConfigDataEnvironmentPostProcessor.applyTo(settings);
        ConfigurationPropertySources.attach(settings);
        return ServerFile.of(settings).filter(file -> file.database().equals(ServerFile.database(settings)))
                .map(RunningServer::new);
    }

    /** Prints what the command prints there and gives its exit code; empty when nobody could be asked. */
    OptionalInt run(List<String> words, PrintWriter out, PrintWriter err) {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(NEAR).build();
                Patience _ = Patience.silently(err)) {
            HttpResponse<Stream<String>> response = client
                    .send(request(CommandDoor.COMMAND, String.join(CommandDoor.BETWEEN, words)),
                            BodyHandlers.ofLines());
            try (Stream<String> lines = response.body()) {
                return response.statusCode() == 200
                        ? OptionalInt.of(print(lines.iterator(), out, err))
                        : OptionalInt.empty();
            }
        } catch (IOException e) {
            return OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.of(1);
        }
    }

    /** Without an exit code at the end the server was stopped meanwhile. */
    private static int print(Iterator<String> lines, PrintWriter out, PrintWriter err) {
        try {
            while (lines.hasNext()) {
                String line = lines.next();
                String said = line.isEmpty() ? "" : line.substring(1);
                switch (line.isEmpty() ? CommandLines.OUT : line.charAt(0)) {
                    case CommandLines.OUT -> out.println(said);
                    case CommandLines.ERR -> err.println(said);
                    default -> {
                        return Integer.parseInt(said);
                    }
                }
            }
        } catch (UncheckedIOException e) {
            err.println("Error: The server stopped in the midst: " + e.getMessage());
            return 1;
        }
        err.println("Error: The server stopped in the midst.");
        return 1;
    }

    /** The bot's replies to a line of a conversation; empty when the server could not be reached or refused. */
    Optional<List<String>> say(String conversation, String line) {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(NEAR).build()) {
            HttpResponse<Stream<String>> response = client.send(
                    request(CommandDoor.CHAT, conversation + CommandDoor.BETWEEN + line), BodyHandlers.ofLines());
            try (Stream<String> lines = response.body()) {
                return response.statusCode() == 200 ? Optional.of(said(lines)) : Optional.empty();
            }
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static List<String> said(Stream<String> lines) {
        List<String> said = new ArrayList<>();
        lines.filter(line -> !line.isEmpty() && line.charAt(0) == CommandLines.OUT).map(line -> line.substring(1))
                .forEach(said::add);
        return said;
    }

    private HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + file.port() + path))
                .header("Authorization", CommandDoor.BEARER + file.secret()).POST(BodyPublishers.ofString(body))
                .build();
    }
}
