import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Prepares quick starts of the packed application, as the build's last step: unpacks it into a directory beside it and lets it
 * serve once, for the JVM to learn which classes that takes (the AOT cache of JEP 514). {@code io.parley.QuickStart} uses what
 * comes of it; without it, everything works and starts more slowly, so nothing that goes wrong here ends the build.
 *
 * <p>Run as {@code java .mvn/QuickStart.java target/parley.jar}.
 */
final class QuickStart {
    /** As in io.parley.QuickStart. */
    private static final List<String> OPTIONS = List.of("--enable-native-access=ALL-UNNAMED",
            "-XX:+UseCompactObjectHeaders");
    private static final String READY = "Parley answers at ";
    private static final long MINUTES = 5;

    private final Path jar;
    private final Path unpacked;
    private final HttpClient http = HttpClient.newHttpClient();

    private QuickStart(Path jar) {
        this.jar = jar.toAbsolutePath();
        this.unpacked = Path.of(this.jar.toString().replaceFirst("[.]jar$", ""));
    }

    public static void main(String[] arguments) throws IOException {
        QuickStart quickStart = new QuickStart(Path.of(arguments[0]));
        delete(quickStart.unpacked);
        try {
            quickStart.prepare();
            System.out.println("The next starts of " + quickStart.jar.getFileName() + " are quick ones");
        } catch (IOException | InterruptedException | RuntimeException e) {
            System.out.println("No quick starts were prepared, which does no harm: " + e);
            delete(quickStart.unpacked);
        }
    }

    private void prepare() throws IOException, InterruptedException {
        await(java(List.of("-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination", unpacked.toString()))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT).start());
        Path cache = unpacked.resolve("parley.aot");
        serveOnce(cache);
        if (!Files.exists(cache)) {
            throw new IOException("the JVM wrote no cache");
        }
        Files.writeString(unpacked.resolve("made-from"), Files.size(jar) + " " + Files.getLastModifiedTime(jar).toMillis()
                + " " + System.getProperty("java.home") + " " + System.getProperty("java.vm.version"));
    }

    /** The cache is written when the process ends. */
    private void serveOnce(Path cache) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("parley-quick-start");
        List<String> command = new ArrayList<>(OPTIONS);
        command.addAll(List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:aot=off", "-jar",
                unpacked.resolve(jar.getFileName()).toString(), "serve", "--server.port=0"));
        ProcessBuilder builder = java(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_") || name.startsWith("SPRING_"));
        builder.environment().put("PARLEY_DATA_DIR", data.toString());
        Process server = builder.start();
        try (BufferedReader output = server.inputReader()) {
            use(url(output));
            server.toHandle().destroy();
            output.lines().forEach(line -> {
            });
            await(server);
        } finally {
            server.destroyForcibly().waitFor();
            delete(data);
        }
    }

    private static String url(BufferedReader output) throws IOException {
        List<String> said = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                return line.substring(READY.length());
            }
            said.add(line);
        }
        throw new IOException("the server ended: " + String.join(" | ", said));
    }

    /** Does what most people do first. */
    private void use(String url) throws IOException, InterruptedException {
        get(url + "/");
        get(url + "/health");
        for (String question : List.of("Where is my order?", "how do i get my money bakc", "Do you repair gramophones?")) {
            http.send(HttpRequest.newBuilder(URI.create(url + "/api/chat")).header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers
                            .ofString("{\"sessionId\":\"first\",\"message\":\"" + question + "\"}"))
                    .build(), HttpResponse.BodyHandlers.ofString());
            get(url + "/api/search?q=" + question.replace(' ', '+').replace("?", ""));
        }
    }

    private void get(String url) throws IOException, InterruptedException {
        http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static ProcessBuilder java(List<String> arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    private static void await(Process process) throws IOException, InterruptedException {
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("it took more than " + MINUTES + " minutes");
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
