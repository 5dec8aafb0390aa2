package io.parley.quantization;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantizationTest {

    @TempDir
    private Path folder;

    private static final Path RANGES = Path.of("src/build/ranges.txt");

    /** Vectors of different models must not meet in one index, and nothing else would notice. */
    @Test
    void makesTheModelThatStoredVectorsAreOf() throws IOException, NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(built());
        assertThat(HexFormat.of().formatHex(digest))
                .as("When the model changes on purpose, give BuiltInModel.MINILM_Q another version, too")
                .isEqualTo("aa5b3b24299e588bedec2ed766456228848573174dd4cdd9a3996c109e2640a4");
    }

    private static byte[] built() throws IOException {
        try (InputStream model = QuantizationTest.class.getResourceAsStream("/all-minilm-l6-v2-8bit.onnx")) {
            return Objects.requireNonNull(model).readAllBytes();
        }
    }

    @Test
    void makesTheModelAgainOnlyWhenWhatItIsMadeByIsNewer() throws IOException {
        Path source = Files.writeString(folder.resolve("source"), "");
        Path model = Files.writeString(folder.resolve("model.onnx"), "the last one");
        Files.setLastModifiedTime(source, FileTime.from(Instant.EPOCH));
        Path ranges = Files.copy(RANGES, folder.resolve("ranges.txt"));
        Files.setLastModifiedTime(ranges, FileTime.from(Instant.EPOCH));
        Quantization.main(new String[]{model.toString(), ranges.toString(), source.toString()});
        assertThat(model).hasContent("the last one");

        Files.setLastModifiedTime(model, FileTime.from(Instant.EPOCH.minusSeconds(1)));
        Quantization.main(new String[]{model.toString(), ranges.toString(), source.toString()});
        assertThat(model).hasBinaryContent(built());
    }
}
