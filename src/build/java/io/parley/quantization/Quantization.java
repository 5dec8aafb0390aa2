package io.parley.quantization;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Writes the 8-bit model, as a step of the build, which runs it from its source. */
public final class Quantization {

    /** The 32-bit model that it is made of. */
    public static final String MODEL = "/all-minilm-l6-v2.onnx";

    private Quantization() {}

    /**
     * Writes the file, if it isn't there or is older than what it is made by.
     *
     * @param arguments the file, the ranges that it is made with, and further files and directories that it is made by
     */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        if (Files.exists(file) && !isOlder(file, Arrays.stream(arguments).skip(1).map(Path::of).toList())) {
            return;
        }
        Files.createDirectories(file.getParent());
        Path begun = file.resolveSibling(file.getFileName() + ".part");
        Files.write(begun, model(Path.of(arguments[1])));
        Files.move(begun, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isOlder(Path file, List<Path> sources) throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        for (Path source : sources) {
            try (Stream<Path> files = Files.walk(source)) {
                for (Path each : (Iterable<Path>) files::iterator) {
                    if (Files.getLastModifiedTime(each).compareTo(time) > 0) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static byte[] model(Path ranges) throws IOException {
        try (InputStream in = Quantization.class.getResourceAsStream(MODEL)) {
            if (in == null) {
                throw new IllegalStateException("The class path has no " + MODEL + ".");
            }
            return new QuantizedMiniLm(OnnxGraph.read(in), Ranges.in(ranges)).toBytes();
        }
    }
}
