package io.parley.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The packed application as a user runs it: {@code java -jar target/parley.jar}, with a data directory and settings in the
 * environment.
 */
public final class ParleyJar {
    private static final Path JAR = Path.of("target/parley.jar");
    private static final String READY = "Parley answers at ";
    /** A process that lives for seconds is not worth much compiling. */
    private static final List<String> JAVA_OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Path data;
    private final List<String> javaOptions;

    public ParleyJar(Path data) {
        this(data, JAVA_OPTIONS);
    }

    private ParleyJar(Path data, List<String> javaOptions) {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException(JAR + " is not there; run mvn package before");
        }
        this.data = data;
        this.javaOptions = javaOptions;
    }

    /** The same with nothing between {@code java} and {@code -jar}. */
    public static ParleyJar withoutOptions(Path data) {
        return new ParleyJar(data, List.of());
    }

    /** The output of a command, both streams, and its exit code. */
    public record Run(int exitCode, String output) {}

    /** A server that answers. */
    public record Server(Process process, String url) implements AutoCloseable {
        /** Ends it as an operator does; gives the exit code. */
        public int stop() {
            process.destroy();
            return waitFor();
        }

        /** Ends it as the operating system does that has no memory left. */
        public void kill() {
            process.destroyForcibly();
            waitFor();
        }

        @Override
        public void close() {
            stop();
        }

        private int waitFor() {
            try {
                return process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** Runs a command to its end, with nothing to read. */
    public Run run(String... arguments) {
        return run(command(arguments), Map.of());
    }

    /** Runs a line of a shell, in which {@code java} is this test's, with its options. */
    public Run shell(String line) {
        Path bin = Path.of(java()).getParent();
        return run(List.of("sh", "-c", line), Map.of("PATH", bin + ":" + System.getenv("PATH"), "JDK_JAVA_OPTIONS",
                String.join(" ", javaOptions)));
    }

    /** Starts a server on a free port; what it says later goes to the test's output. */
    public Server serve(String... settings) throws IOException {
        List<String> command = command("serve", "--server.port=0");
        command.addAll(List.of(settings));
        Process process = start(command, Map.of());
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        List<String> said = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.add(line);
            if (line.startsWith(READY)) {
                Thread.ofVirtual().start(() -> output.lines().forEach(System.out::println));
                return new Server(process, line.substring(READY.length()));
            }
        }
        throw new IOException("The server ended with " + said.stream().collect(Collectors.joining("\n")));
    }

    private Run run(List<String> command, Map<String, String> environment) {
        try {
            Process process = start(command, environment);
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Run(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Process start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PARLEY_DATA_DIR", data.toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(javaOptions);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
