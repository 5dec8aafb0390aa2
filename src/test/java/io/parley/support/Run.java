package io.parley.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;

/**
 * What one JVM of the tests does: notes the order of its classes in the file that the system property {@code order.noted} names,
 * as {@link GivenOrder} reads it, and adds to the file that {@code started.noted} names how many things it started that take
 * long to start, and how many tests it did not try. The last JVM of a run thereby says it of the whole run.
 */
public final class Run
        implements
            LauncherSessionListener,
            TestExecutionListener,
            ApplicationListener<ApplicationStartedEvent> {
    private static final @Nullable String ORDER = System.getProperty("order.noted");
    private static final @Nullable String STARTED = System.getProperty("started.noted");
    private static final AtomicInteger applications = new AtomicInteger();
    private static final AtomicInteger databases = new AtomicInteger();
    private static final AtomicInteger browsers = new AtomicInteger();
    private static final AtomicInteger processes = new AtomicInteger();
    private static final AtomicInteger untried = new AtomicInteger();

    private @Nullable RecordingStream events;
    /** Not in the JVM that only lists the classes. */
    private volatile boolean hasRun;

    /** Applications that the process ends with would wait for each other, and for their database, which ends with it, too. */
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        System.setProperty("spring.main.register-shutdown-hook", "false");
        RecordingStream stream = new RecordingStream();
        stream.enable("jdk.ProcessStart");
        stream.onEvent("jdk.ProcessStart", event -> count(event.getString("command")));
        stream.startAsync();
        events = stream;
        session.getLauncher().registerTestExecutionListeners(this);
    }

    /** A driver starts one browser; PostgreSQL's programs are started by another program where root runs the tests. */
    private static void count(String command) {
        if (command.matches("\\S*/java .*")) {
            processes.incrementAndGet();
        } else if (command.matches("\\S*/node .*")) {
            browsers.incrementAndGet();
        } else if (command.matches(".*/pg_ctl .*\\bstart\\b.*")) {
            databases.incrementAndGet();
        }
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        hasRun = true;
        if (ORDER != null && test.getSource().orElse(null) instanceof ClassSource type
                && !type.getClassName().contains("$")) {
            write(ORDER, type.getClassName().replace('.', '/') + ".java\n");
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            untried.incrementAndGet();
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        untried.incrementAndGet();
    }

    private static void write(String file, String line) {
        try {
            Files.createDirectories(Path.of(file).getParent());
            Files.writeString(Path.of(file), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each column's. */
    private static int[] sum(String file) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.map(line -> Stream.of(line.split(" ")).mapToInt(Integer::parseInt).toArray()).reduce(
                    new int[5],
                    (a, b) -> IntStream.range(0, 5).map(i -> a[i] + b[i]).toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The applications that serve tests in this JVM. */
    @Override
    public void onApplicationEvent(ApplicationStartedEvent event) {
        applications.incrementAndGet();
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (events != null) {
            events.stop();
            if (STARTED != null && hasRun) {
                write(STARTED, "%s %s %s %s %s%n".formatted(applications, databases, browsers, processes, untried));
                int[] all = sum(STARTED);
                System.out.printf("Started in this run: %d applications, %d PostgreSQL servers, %d browsers, %d JVMs%n",
                        all[0], all[1], all[2], all[3]);
                if (all[4] > 0) {
                    System.out.printf(
                            "Not tried: %d tests or classes, for want of what they need; their reports say what%n",
                            all[4]);
                }
            }
        }
    }
}
