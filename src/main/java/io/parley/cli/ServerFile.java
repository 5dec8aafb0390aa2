package io.parley.cli;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import org.springframework.core.env.Environment;

/**
 * The file that a server leaves in its data directory, readable by its own user only, so that commands find it.
 *
 * @param port     where it takes commands, on the loopback interface only
 * @param secret   what a command must show
 * @param database says whether a command means the same database, without naming it
 */
record ServerFile(int port, String secret, String database) {
    /** The file's name in the data directory. */
    static final String NAME = "server.properties";

    String content() {
        return "# Where commands find the server that runs on this data directory; gone when it stops.\nport=" + port
                + "\nsecret=" + secret + "\ndatabase=" + database + "\n";
    }

    /** That of the data directory that the settings name; empty when there is none that can be read. */
    static Optional<ServerFile> of(Environment settings) {
        Path file = Path.of(settings.getProperty("parley.data-dir", "./data")).resolve(NAME);
        try {
            return Files.isRegularFile(file) ? Optional.of(read(Files.readString(file))) : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static ServerFile read(String content) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = new StringReader(content)) {
            properties.load(reader);
        }
        return new ServerFile(Integer.parseInt(properties.getProperty("port", "")),
                properties.getProperty("secret", ""), properties.getProperty("database", ""));
    }

    /** Says which database the settings mean. */
    static String database(Environment settings) {
        try {
            String url = settings.getProperty("spring.datasource.url", "");
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(url.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
