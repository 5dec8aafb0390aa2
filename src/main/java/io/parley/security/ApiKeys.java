package io.parley.security;

import io.parley.actor.Actor;
import io.parley.audit.Audit;
import io.parley.audit.Deed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Makes, finds and revokes the keys of programs. A key is known by its SHA-256 only. */
@Repository
public class ApiKeys {
    /** How every key begins, so that scanners for secrets find it. */
    static final String PREFIX = "parley_";
    /** The most keys on the list. */
    private static final int MOST = 500;
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    /** 43 of 62 letters are 256 bits. */
    private static final int RANDOM_LETTERS = 43;
    private static final int SHOWN = PREFIX.length() + 4;
    private static final Pattern A_KEY = Pattern.compile(PREFIX + "[A-Za-z0-9]{" + RANDOM_LETTERS + "}");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String SELECT = """
            select id, name, beginning, scopes, made_by, made_at, last_used_at, revoked_at from api_key""";

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final SecureRandom random = new SecureRandom();

    ApiKeys(JdbcClient jdbc, InstantSource clock, Audit audit, ApplicationEventPublisher events) {
        this.events = events;
        this.jdbc = jdbc;
        this.clock = clock;
        this.audit = audit;
    }

    /** The keys, those that open something before the revoked ones, the newest first; at most 500. */
    public List<ApiKey> all() {
        return jdbc.sql(SELECT + " order by id desc limit ?").param(MOST).query(ApiKeys::key).list().stream()
                .sorted((one, other) -> Boolean.compare(one.revokedAt() != null, other.revokedAt() != null)).toList();
    }

    /**
     * Makes a key.
     *
     * @param name as people call it
     * @param by the administrator who does it
     * @return the key, which can never be read again; empty when another one that is not revoked has the name
     */
    @Transactional
    public Optional<String> make(String name, Set<Scope> scopes, Agent by) {
        String key = PREFIX + random.ints(RANDOM_LETTERS, 0, LETTERS.length())
                .mapToObj(n -> LETTERS.substring(n, n + 1)).collect(Collectors.joining());
        String words = scopes.stream().sorted().map(Scope::word).collect(Collectors.joining(" "));
        int made = jdbc.sql("""
                insert into api_key (name, beginning, hash, scopes, made_by, made_at) values (?, ?, ?, ?, ?, ?)
                on conflict (name) where revoked_at is null do nothing""").param(name).param(key.substring(0, SHOWN))
                .param(hash(key)).param(words).param(by.login()).param(Timestamp.from(clock.instant())).update();
        if (made == 0) {
            return Optional.empty();
        }
        audit.add(by.login(), Deed.KEY_MADE, name, words);
        return Optional.of(key);
    }

    /**
     * Makes a key open nothing any more, on every instance at once.
     *
     * @param by the administrator who does it
     * @return whether there was one that opened something
     */
    @Transactional
    public boolean revoke(long id, Agent by) {
        Optional<String> name = jdbc
                .sql("update api_key set revoked_at = ? where id = ? and revoked_at is null returning name")
                .param(Timestamp.from(clock.instant())).param(id).query(String.class).optional();
        name.ifPresent(one -> {
            audit.add(by.login(), Deed.KEY_REVOKED, one, null);
            events.publishEvent(new Accounts.Left(new Actor.Program(id)));
        });
        return name.isPresent();
    }

    /** A key that opens something; notes that it was used. */
    Optional<ApiKey> use(String text) {
        if (!A_KEY.matcher(text).matches()) {
            return Optional.empty();
        }
        Optional<ApiKey> key = jdbc.sql(SELECT + " where hash = ? and revoked_at is null").param(hash(text))
                .query(ApiKeys::key).optional();
        Instant now = clock.instant();
        key.filter(one -> one.lastUsedAt() == null || one.lastUsedAt().isBefore(now.minus(MINUTE)))
                .ifPresent(one -> jdbc.sql("update api_key set last_used_at = ? where id = ?")
                        .param(Timestamp.from(now)).param(one.id()).update());
        return key;
    }

    private static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A scope that a later version knew is left out. */
    private static ApiKey key(ResultSet row, int n) throws SQLException {
        Set<Scope> scopes = Arrays.stream(row.getString("scopes").split(" "))
                .flatMap(word -> Scope.named(word).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        return new ApiKey(row.getLong("id"), row.getString("name"), row.getString("beginning"), scopes,
                row.getString("made_by"), row.getTimestamp("made_at").toInstant(),
                instant(row.getTimestamp("last_used_at")), instant(row.getTimestamp("revoked_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
