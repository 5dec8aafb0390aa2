package io.parley.database;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The process that runs the embedded PostgreSQL of a data directory, and its port and password; written there for
 * commands to read.
 *
 * @param pid the process that started it last; it need not be alive any more
 * @param port the port on 127.0.0.1; 0 as long as it never ran
 * @param password the password of {@link #USER}; it stays the same for as long as the data lives
 */
record OwnerFile(long pid, int port, String password) {
    /** Owns the tables and may do everything; migrates, starts and stops. */
    static final String USER = "parley";
    /** Serves. */
    private static final String SERVING_USER = "parley_serving";
    static final String DATABASE = "parley";
    private static final String FILE = "database.properties";
    private static final int PASSWORD_BYTES = 32;

    /** This process, before the first start. */
    static OwnerFile first() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return new OwnerFile(ProcessHandle.current().pid(), 0,
                Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    static Path file(DataDirectory data) {
        return data.resolve(FILE);
    }

    static Optional<OwnerFile> read(DataDirectory data) {
        Path file = file(data);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            return Optional.of(new OwnerFile(Long.parseLong(properties.getProperty("pid", "")),
                    Integer.parseInt(properties.getProperty("port", "")), properties.getProperty("password", "")));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + file, e);
        } catch (NumberFormatException e) {
            throw new DatabaseUnavailable(
                    "The file " + file + " is damaged. Restore it from a backup, or delete it and start again.", e);
        }
    }

    /** This process has it now, on the port. */
    OwnerFile takenOver(int newPort) {
        return new OwnerFile(ProcessHandle.current().pid(), newPort, password);
    }

    OwnerFile write(DataDirectory data) {
        Properties properties = new Properties();
        properties.setProperty("pid", Long.toString(pid));
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("password", password);
        StringWriter text = new StringWriter();
        try {
            properties.store(text, "The embedded PostgreSQL of this directory, for Parley's commands");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        data.writeSecret(FILE, text.toString());
        return this;
    }

    /** Its password is derived from the owner's, so that one password is all that has to be kept; there is no way back. */
    ServingRole servingRole() {
        try {
            Mac digest = Mac.getInstance("HmacSHA256");
            digest.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] derived = digest.doFinal(SERVING_USER.getBytes(StandardCharsets.UTF_8));
            return new ServingRole(SERVING_USER, Base64.getUrlEncoder().withoutPadding().encodeToString(derived));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "process " + pid + ", port " + port;
    }
}
