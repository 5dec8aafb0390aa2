package io.parley.support;

import io.parley.Parley;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Notes each statement that the application, not a test, makes on the tests' databases, in the file that the system property
 * {@code statements.file} names; without it nothing is noted. Each JVM of a run has a file of its own, named after the run.
 */
public final class Statements {
    private static final @Nullable String FILE = System.getProperty("statements.file");
    private static final Set<String> noted = ConcurrentHashMap.newKeySet();
    private static final StackWalker stack = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final @Nullable CodeSource APPLICATION = Parley.class.getProtectionDomain().getCodeSource();

    private static final Path RUNS = Path.of("target", "statements");

    private Statements() {}

    /** What the tests noted of which {@code mvn verify} is a part; empty where they did not run. */
    public static List<String> ofThisRun() throws IOException {
        return in(RUNS.resolve(System.getProperty("statements.run", "none")));
    }

    /** What the tests noted when they ran last; empty where they never did. */
    public static List<String> ofLastRun() throws IOException {
        try (Stream<Path> runs = Files.exists(RUNS) ? Files.list(RUNS) : Stream.empty()) {
            return in(runs.max(Comparator.naturalOrder()).orElse(RUNS));
        }
    }

    private static List<String> in(Path run) throws IOException {
        try (Stream<Path> forks = Files.exists(run) ? Files.list(run) : Stream.empty()) {
            List<String> all = new ArrayList<>();
            for (Path fork : forks.toList()) {
                all.addAll(Files.readAllLines(fork));
            }
            return all.stream().distinct().toList();
        }
    }

    /** The same, and what is asked of it is noted. */
    static DataSource noting(DataSource database) {
        return FILE == null
                ? database
                : ProxyDataSourceBuilder.create(database).beforeQuery((execution,
                        queries) -> queries.stream().map(QueryInfo::getQuery).forEach(Statements::note)).build();
    }

    private static void note(String statement) {
        String line = statement.replaceAll("\\s+", " ").strip();
        if (!noted.contains(line) && isOfTheApplication() && noted.add(line)) {
            write(line);
        }
    }

    private static synchronized void write(String line) {
        try {
            Files.createDirectories(Path.of(FILE).getParent());
            Files.writeString(Path.of(FILE), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The nearest caller that is Parley's own code decides. */
    private static boolean isOfTheApplication() {
        return stack.walk(frames -> frames.map(StackWalker.StackFrame::getDeclaringClass)
                .filter(type -> type.getName().startsWith("io.parley.")
                        && !type.getName().startsWith("io.parley.support."))
                .findFirst())
                .map(type -> APPLICATION != null && APPLICATION.equals(type.getProtectionDomain().getCodeSource()))
                .orElse(false);
    }
}
