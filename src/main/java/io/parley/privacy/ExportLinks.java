package io.parley.privacy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Links at which a person finds their own data, which nobody can guess. */
@Component
public class ExportLinks {
    private static final Duration VALID = Duration.ofHours(1);
    private static final int BYTES = 32;
    /** A download may break off. */
    private static final int MAX_USES = 5;

    private final JdbcClient jdbc;
    private final PersonExport export;
    private final InstantSource clock;
    private final String publicUrl;
    private final SecureRandom random = new SecureRandom();

    ExportLinks(JdbcClient jdbc, PersonExport export, InstantSource clock,
            @Value("${parley.public-url:}") String publicUrl) {
        this.jdbc = jdbc;
        this.export = export;
        this.clock = clock;
        this.publicUrl = publicUrl.strip().replaceFirst("/+$", "");
    }

    /** Whether links can be made, for which the public address must be set. */
    boolean arePossible() {
        return publicUrl.startsWith("http://") || publicUrl.startsWith("https://");
    }

    /** A new link to a participant's data. */
    String make(long participant) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        jdbc.sql("insert into export_link (hash, participant_id, made_at) values (?, ?, ?)").param(hash(token))
                .param(participant).param(Timestamp.from(clock.instant())).update();
        return publicUrl + "/mine/" + token;
    }

    /** Whether there is something behind a link now. */
    public boolean isValid(String token) {
        return owner(token).isPresent();
    }

    /** A person's data behind a link, as JSON; empty when it is none of ours, too old, or used up. */
    @Transactional
    public Optional<String> open(String token) {
        return owner(token).filter(participant -> isUsed(token))
                .flatMap(participant -> export.of(participant, Erasure.THEMSELVES));
    }

    /** Counts a use; false when there were enough. */
    private boolean isUsed(String token) {
        return jdbc.sql("update export_link set uses = uses + 1 where hash = ? and uses < ?").param(hash(token))
                .param(MAX_USES).update() > 0;
    }

    private Optional<Long> owner(String token) {
        return jdbc.sql("""
                select participant_id from export_link l join participant p on p.id = l.participant_id
                where hash = ? and made_at > ? and p.erasing_at is null""").param(hash(token))
                .param(Timestamp.from(clock.instant().minus(VALID))).query(Long.class).optional();
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java has SHA-256", e);
        }
    }
}
