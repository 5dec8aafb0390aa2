package io.parley.support;

import io.parley.Parley;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.CodeSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Notes each statement that the application, not a test, makes on the tests' databases, in the file that the system property
 * {@code statements.file} names; without it nothing is noted.
 */
public final class Statements {
    private static final @Nullable String FILE = System.getProperty("statements.file");
    private static final Set<String> noted = ConcurrentHashMap.newKeySet();
    private static final AtomicBoolean begun = new AtomicBoolean();
    private static final StackWalker stack = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final @Nullable CodeSource APPLICATION = Parley.class.getProtectionDomain().getCodeSource();

    private Statements() {}

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
            if (begun.compareAndSet(false, true)) {
                Files.deleteIfExists(Path.of(FILE));
            }
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
