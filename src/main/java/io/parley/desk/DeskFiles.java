package io.parley.desk;

import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.webjars.WebJarVersionLocator;

/** Serves the files of the desk's pages, read once. The pages name them with a version, so that browsers keep them. */
@Hidden
@Controller
class DeskFiles {
    private static final CacheControl LONG = CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    private static final MediaType SCRIPT = utf8("text/javascript");
    /** Chart.js, from its own jar. */
    private static final String CHART = "chart.umd.min.js";
    private static final Map<String, MediaType> TYPES = Map.of("desk.css", utf8("text/css"), "live.js", SCRIPT,
            "desk.js",
            SCRIPT, "charts.js", SCRIPT, CHART, SCRIPT, "many.js", SCRIPT, "composer.js", SCRIPT, "draft.js", SCRIPT,
            "keys.js", SCRIPT, "news.js", SCRIPT);

    private final Map<String, byte[]> files = new TreeMap<>();
    private final String version;

    DeskFiles() {
        CRC32 sum = new CRC32();
        TYPES.keySet().stream().sorted().forEach(name -> {
            files.put(name, read(name));
            sum.update(files.get(name));
        });
        this.version = HexFormat.of().toHexDigits((int) sum.getValue());
    }

    /** Changes with any of them. */
    String version() {
        return version;
    }

    @GetMapping("/desk/files/{name}")
    ResponseEntity<byte[]> file(@PathVariable String name) {
        byte[] file = files.get(name);
        return file == null
                ? ResponseEntity.notFound().build()
                : ResponseEntity.ok().contentType(TYPES.getOrDefault(name, MediaType.APPLICATION_OCTET_STREAM))
                        .cacheControl(LONG).body(file);
    }

    private static byte[] read(String name) {
        try {
            return new ClassPathResource(name.equals(CHART)
                    ? Objects.requireNonNull(new WebJarVersionLocator().fullPath("chart.js", "dist/" + name), name)
                    : "channels/desk/" + name).getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("The jar lacks " + name, e);
        }
    }

    private static MediaType utf8(String type) {
        return new MediaType(MediaType.parseMediaType(type), StandardCharsets.UTF_8);
    }
}
