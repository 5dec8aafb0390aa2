package io.parley;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts the packed application in half the time. A jar cannot name options of the JVM, and what is packed inside a jar cannot
 * be in a cache of classes. The build therefore leaves a directory beside the jar with the same application unpacked and what
 * the JVM learned in a first start; where that is, this process becomes, as the shell's {@code exec} does, another run of
 * {@code java} with the same number, streams and environment. Where it is not, or anything is not as it was then, the start
 * goes on as it is.
 *
 * @see <a href="https://openjdk.org/jeps/514">JEP 514: Ahead-of-Time Command-Line Ergonomics</a>
 */
final class QuickStart {
    /**
     * As in {@code .mvn/QuickStart.java}, which made the cache. The JVM's messages about the cache are switched off,
     * and unused native memory of the compiler and the embedding model is returned to the system every ten seconds.
     */
    private static final List<String> OPTIONS = List.of("--enable-native-access=ALL-UNNAMED",
            "-XX:+UseCompactObjectHeaders", "-XX:TrimNativeHeapInterval=10000", "-Xlog:aot=off");
    /**
     * An import is short and spends its time in the embedding model, which is not Java, so it does not regain the cost
     * of optimising its Java code.
     */
    private static final List<String> OPTIONS_OF_IMPORTS = List.of("-XX:TieredStopAtLevel=1");
    /** JVM options that disable the quick start. */
    private static final List<String> OTHER_PLANS = List.of("-agent", "-javaagent", "-Xshare", "-XX:AOT",
            "-XX:SharedArchiveFile", "-XX:-UseCompactObjectHeaders");
    private static final Path SELF = Path.of("/proc/self");

    private QuickStart() {}

    /** Becomes the quicker process, which never returns, or returns at once. */
    static void ifPrepared() {
        try {
            if (Files.isDirectory(SELF)) {
                List<String> own = List.of(Files.readString(SELF.resolve("cmdline")).split("\0", -1));
                quicker(own.subList(0, own.size() - 1), System.getProperty("java.class.path", ""))
                        .ifPresent(QuickStart::become);
            }
        } catch (IOException | RuntimeException e) {
            log(e);
        }
    }

    /** The command line with the unpacked application in the place of the jar; empty where none was made from this jar. */
    static Optional<List<String>> quicker(List<String> own, String classPath) throws IOException {
        int place = own.indexOf("-jar") + 1;
        Path jar = Path.of(classPath).toAbsolutePath();
        Path unpacked = Path.of(jar.toString().replaceFirst("[.]jar$", ""));
        if (place < 2 || !own.get(place).equals(classPath) || hasOtherPlans(own.subList(1, place))
                || !isMadeFrom(jar, unpacked)) {
            return Optional.empty();
        }
        List<String> command = new ArrayList<>(List.of(own.getFirst()));
        command.addAll(OPTIONS);
        if (own.subList(place + 1, own.size()).stream().findFirst().filter("import"::equals).isPresent()) {
            command.addAll(OPTIONS_OF_IMPORTS);
        }
        command.add("-XX:AOTCache=" + unpacked.resolve("parley.aot"));
        command.addAll(own.subList(1, place));
        command.add(unpacked.resolve(jar.getFileName()).toString());
        command.addAll(own.subList(place + 1, own.size()));
        return Optional.of(command);
    }

    private static boolean hasOtherPlans(List<String> options) {
        return options.stream().anyMatch(option -> OTHER_PLANS.stream().anyMatch(option::startsWith));
    }

    /** Whether it was made from just this jar, for just this JVM. */
    private static boolean isMadeFrom(Path jar, Path unpacked) throws IOException {
        Path note = unpacked.resolve("made-from");
        return Files.isRegularFile(note) && Files.readString(note).equals(Files.size(jar) + " "
                + Files.getLastModifiedTime(jar).toMillis() + " " + System.getProperty("java.home") + " "
                + System.getProperty("java.vm.version"));
    }

    @SuppressWarnings("restricted")
    private static void become(List<String> command) {
        Linker linker = Linker.nativeLinker();
        try (Arena arena = Arena.ofConfined()) {
            MethodHandle execv = linker.downcallHandle(linker.defaultLookup().findOrThrow("execv"), FunctionDescriptor
                    .of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
            List<MemorySegment> words = Stream.concat(command.stream().map(arena::allocateFrom),
                    Stream.of(MemorySegment.NULL)).toList();
            MemorySegment all = arena.allocate(ValueLayout.ADDRESS, words.size());
            for (int i = 0; i < words.size(); i++) {
                all.setAtIndex(ValueLayout.ADDRESS, i, words.get(i));
            }
            int _ = (int) execv.invokeExact(arena.allocateFrom(SELF.resolve("exe").toRealPath().toString()), all);
        } catch (Throwable e) {
            log(e);
        }
    }

    /** By the JDK's own log, which says nothing of this unless it is told to; the application's is not set up yet. */
    private static void log(Throwable e) {
        System.getLogger(QuickStart.class.getName()).log(System.Logger.Level.DEBUG,
                "The start takes as long as it takes", e);
    }
}
