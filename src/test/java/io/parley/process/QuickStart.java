package io.parley.process;

import io.parley.fake.telegram.FakeTelegram;
import io.parley.support.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.awaitility.Awaitility;

/**
 * How processes start that live so shortly that compiling well would cost more than it gives: with what the JVM learned in a
 * first start, which all later ones are spared (the AOT cache of JEP 514). Such a cache holds classes of jars only, so the
 * class path's directories are packed. The JVM goes without the cache where it does not fit.
 */
final class QuickStart {
    private static final List<String> SHORT_LIVED = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private QuickStart() {}

    /** The JVM's options. */
    static List<String> options() {
        return Learned.OPTIONS;
    }

    /** Those of a process that starts more slowly, with nothing to be made before: for a few starts that costs less. */
    static List<String> optionsOfSlowStart() {
        List<String> options = new ArrayList<>(SHORT_LIVED);
        options.addAll(List.of("-cp", System.getProperty("java.class.path")));
        return options;
    }

    /** Made when the first process is to start; nothing else is here, for another thread that waits takes part in the making. */
    private static final class Learned {
        static final List<String> OPTIONS = learn();
    }

    private static List<String> learn() {
        try {
            Path folder = Files.createDirectories(Path.of("target", "quick-start"));
            List<String> options = new ArrayList<>(SHORT_LIVED);
            options.addAll(List.of("-cp", packedClassPath(folder)));
            Path cache = folder.resolve("classes.aot");
            Files.deleteIfExists(cache);
            liveOnce(folder, options, "-XX:AOTCacheOutput=" + cache);
            if (Files.exists(cache)) {
                options.add("-XX:AOTCache=" + cache);
            }
            return List.copyOf(options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String packedClassPath(Path folder) {
        List<String> packed = new ArrayList<>();
        for (String entry : Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path")).toList()) {
            packed.add(Files.isDirectory(Path.of(entry)) ? pack(entry, folder.resolve(packed.size() + ".jar")) : entry);
        }
        return String.join(File.pathSeparator, packed);
    }

    private static String pack(String directory, Path jar) {
        int result = ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "--create",
                "--no-compress", "--file", jar.toString(), "-C", directory, ".");
        if (result != 0) {
            throw new IllegalStateException("jar ends with " + result + " for " + directory);
        }
        return jar.toString();
    }

    /** The cache is written when the process ends. */
    private static void liveOnce(Path folder, List<String> options, String output) throws IOException {
        List<String> learning = new ArrayList<>(options);
        learning.add(output);
        Path log = folder.resolve("learning.log");
        Files.deleteIfExists(log);
        try (FakeTelegram telegram = FakeTelegram.start();
                TestDatabase database = TestDatabase.empty();
                ParleyProcess process = ParleyProcess.start(log,
                        Map.of("PARLEY_DATA_DIR", folder.resolve("data").toAbsolutePath().toString(), "SERVER_PORT",
                                "0", "SPRING_DATASOURCE_URL", database.getJdbcUrl(), "SPRING_DATASOURCE_USERNAME",
                                database.getUsername(), "SPRING_DATASOURCE_PASSWORD", database.getPassword(),
                                "PARLEY_TELEGRAM_TOKEN", FakeTelegram.TOKEN, "PARLEY_TELEGRAM_API_URL",
                                telegram.url().toString()),
                        learning)) {
            Awaitility.await().atMost(PATIENCE).until(() -> process.isServing() || !process.isAlive());
            boolean stopped = process.stopsWithin(PATIENCE);
            System.out.println("A first start for those to come " + (stopped ? "ended" : "did not end"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
