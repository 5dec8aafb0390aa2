package io.parley.channel.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.channel.ChatSessions;
import io.parley.channel.ThreadKey;
import io.parley.channel.web.access.ChatLimits;
import io.parley.channel.web.access.SiteSettings;
import io.parley.cluster.Pruning;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The sessions that the server issued. A session's id is a bearer secret, so it is 160 random bits. */
@Repository
class WebSessions implements ChatSessions {
    private static final String FORM = "[A-Za-z0-9_-]{27}";
    private static final int BYTES = 20;
    private static final Duration MARKED_EVERY = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Pruning pruning;
    private final List<String> names;
    private final ChatLimits limits;
    private final SecureRandom random = new SecureRandom();
    private final Cache<String, Boolean> issued = Caffeine.newBuilder().maximumSize(100_000).build();

    WebSessions(JdbcClient jdbc, Pruning pruning, SiteSettings settings, ChatLimits limits) {
        this.jdbc = jdbc;
        this.pruning = pruning;
        this.limits = limits;
        this.names = settings.supporterNames();
    }

    /** A new session, with a supporter's name drawn for it. */
    Session issue(Instant now) {
        Session session = new Session(freshId(), names.get(random.nextInt(names.size())), 0, now);
        jdbc.sql("insert into web_session (id, supporter_name, created_at, seen_at) values (:id, :name, :now, :now)")
                .param("id", session.id())
                .param("name", session.supporterName())
                .param("now", session.createdAt().atOffset(ZoneOffset.UTC))
                .update();
        return session;
    }

    /** The session of that id, marked as seen now; empty when the server did not issue it. */
    Optional<Session> visit(String id, Instant now) {
        if (!id.matches(FORM)) {
            return Optional.empty();
        }
        return jdbc.sql("""
                update web_session set seen_at = :now where id = :id
                returning id, supporter_name, received_seq, created_at""")
                .param("id", id)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Session(row.getString("id"), row.getString("supporter_name"),
                        row.getLong("received_seq"), row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** Keeps a session that somebody asks in from being forgotten; marked once an hour. */
    void keep(String id, Instant now) {
        if (id.matches(FORM)) {
            jdbc.sql("update web_session set seen_at = :now where id = :id and seen_at < :before")
                    .param("now", now.atOffset(ZoneOffset.UTC)).param("id", id)
                    .param("before", now.minus(MARKED_EVERY).atOffset(ZoneOffset.UTC)).update();
        }
    }

    /** Notes up to which message a session's browser has been sent everything. */
    void received(String id, long seq) {
        jdbc.sql("update web_session set received_seq = :seq where id = :id and received_seq < :seq")
                .param("id", id)
                .param("seq", seq)
                .update();
    }

    /** Forgets sessions that nobody came back to. */
    int forgetUnseenSince(Instant time) {
        return pruning.prune("web_session", "seen_at", time);
    }

    /** Those of the threads of which no session is kept, so that no browser comes back to them. */
    Set<String> without(Collection<String> threads) {
        return Set.copyOf(jdbc.sql("""
                select t.thread from unnest(:threads::text[]) as t (thread)
                where not exists (select from web_session s where s.id = t.thread)""")
                .param("threads", threads.toArray(String[]::new)).query(String.class).list());
    }

    @Override
    public ThreadKey thread(String sessionId) {
        return isIssued(sessionId) ? WebNames.issued(sessionId) : WebNames.madeUp(sessionId);
    }

    @Override
    public void admit(String sessionId) {
        limits.request(thread(sessionId).value());
    }

    @Override
    public boolean isIssued(String sessionId) {
        if (!sessionId.matches(FORM)) {
            return false;
        }
        if (issued.getIfPresent(sessionId) != null) {
            return true;
        }
        boolean found = jdbc.sql("select exists (select from web_session where id = :id)")
                .param("id", sessionId)
                .query(Boolean.class)
                .single();
        if (found) {
            issued.put(sessionId, true);
        }
        return found;
    }

    private String freshId() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * A session that the server issued.
     *
     * @param id what the browser gives back
     * @param supporterName who greets
     * @param receivedSeq up to which message the browser has been sent everything
     * @param createdAt when it began
     */
    record Session(String id, String supporterName, long receivedSeq, Instant createdAt) {}
}
