package io.parley.process;

import io.parley.cluster.FailPoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The application as a process of its own. */
public final class ParleyProcess implements AutoCloseable {
    private static final Pattern INSTANCE = Pattern.compile("Instance ([0-9a-f-]{36})");
    /** The line that {@link MortalParley} prints once it serves. */
    static final String SERVING = "Serving";

    private final Process process;
    private final Path log;
    private final long beginning;

    private ParleyProcess(Process process, Path log, long beginning) {
        this.process = process;
        this.log = log;
        this.beginning = beginning;
    }

    /** Starts it; it dies by itself where {@code dieAt} says, if that is given. */
    static ParleyProcess start(Path log, Map<String, String> environment, @Nullable FailPoint dieAt, int time) {
        return start(log, environment, QuickStart.options(), dieAt, time);
    }

    /** The same, with options of the JVM. */
    static ParleyProcess start(Path log, Map<String, String> environment, List<String> options,
            @Nullable FailPoint dieAt, int time) {
        List<String> all = new ArrayList<>(options);
        if (dieAt != null) {
            all.addAll(List.of("-Ddie.at=" + dieAt.name(), "-Ddie.time=" + time));
        }
        return start(log, environment, all);
    }

    /** Starts it as an operator would. */
    static ParleyProcess start(Path log, Map<String, String> environment) {
        return start(log, environment, List.of("--add-modules=jdk.incubator.vector", "-Xmx2g", "-cp",
                System.getProperty("java.class.path")));
    }

    /** Starts it with options of the JVM, among which is the class path. */
    public static ParleyProcess start(Path log, Map<String, String> environment, List<String> options) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.add(MortalParley.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            long beginning = Files.exists(log) ? Files.size(log) : 0;
            return new ParleyProcess(builder.start(), log, beginning);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it has started whole. */
    public boolean isServing() {
        try (InputStream printed = Files.newInputStream(log)) {
            printed.skipNBytes(beginning);
            return new String(printed.readAllBytes(), StandardCharsets.UTF_8).contains(SERVING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The processor time that it has used. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Whether it died within that time. */
    boolean diesWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Kills it with -9. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Asks it to stop and waits until it has. */
    public boolean stopsWithin(Duration time) throws InterruptedException {
        process.destroy();
        return diesWithin(time);
    }

    /** The ids of the instances that wrote a log. */
    static List<String> instancesIn(Path log) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(INSTANCE::matcher).filter(Matcher::find).map(line -> line.group(1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end of what it printed. */
    public String lastWords() {
        try {
            String all = Files.readString(log);
            return all.substring(Math.max(0, all.length() - 4_000));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
