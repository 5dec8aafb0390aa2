package io.parley.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Where the system property {@code quick} is true, leaves out the test classes that start PostgreSQL, an application, a browser
 * or a process: those that name what does, themselves or by another class of the tests.
 */
public final class QuickTests implements PostDiscoveryFilter {
    private static final boolean ASKED_FOR = Boolean.getBoolean("quick");
    private static final Pattern SLOW = Pattern.compile(
            "io/parley/Parley|io/zonky/.*|com/microsoft/playwright/.*|java/lang/ProcessBuilder"
                    + "|org/springframework/(boot/test|test/context|boot/SpringApplication).*");
    private static final Pattern NAME = Pattern.compile("(?:com|io|java|org)/[\\w/$]+");

    private final Path tests = tests();
    private final Map<String, Set<String>> named = new ConcurrentHashMap<>();

    private static Path tests() {
        try {
            return Path.of(QuickTests.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A class without tests is left out in any case. */
    @Override
    public FilterResult apply(TestDescriptor test) {
        boolean isLeftOut = ASKED_FOR && test.getSource().orElse(null) instanceof MethodSource method
                && isSlow(method.getClassName());
        return FilterResult.includedIf(!isLeftOut);
    }

    /** Whether a test class needs something that takes long to start. */
    boolean isSlow(String className) {
        Set<String> seen = new HashSet<>();
        Deque<String> left = new ArrayDeque<>(Set.of(className.replace('.', '/')));
        while (!left.isEmpty()) {
            String name = left.pop();
            if (SLOW.matcher(name).matches()) {
                return true;
            }
            if (seen.add(name)) {
                left.addAll(named.computeIfAbsent(name, this::namedBy));
            }
        }
        return false;
    }

    /** All names of classes in a class of the tests; none in others. */
    private Set<String> namedBy(String name) {
        Path file = tests.resolve(name + ".class");
        if (!Files.isRegularFile(file)) {
            return Set.of();
        }
        try {
            Set<String> names = new HashSet<>();
            for (PoolEntry entry : ClassFile.of().parse(file).constantPool()) {
                if (entry instanceof Utf8Entry text) {
                    NAME.matcher(text.stringValue()).results().map(MatchResult::group).forEach(names::add);
                }
            }
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
