package io.parley.security;

import io.parley.actor.Actor;
import io.parley.audit.Audit;
import io.parley.audit.Deed;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes the accounts of the desk. One administrator who may sign in is always left. An agent who loses the account, or
 * gets another password, is signed out everywhere.
 */
@Component
@Transactional
public class Accounts {
    /** The most accounts on the list. */
    public static final int MOST = 500;
    private static final int SHORTEST_PASSWORD = 12;
    private static final int LONGEST_PASSWORD_BYTES = 72;
    private static final String SELECT = """
            select id, login, name, role, email, capacity, password_hash, locked_at, signed_in_at from agent""";

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final PasswordEncoder passwords;

    Accounts(JdbcClient jdbc, InstantSource clock, Audit audit, ApplicationEventPublisher events,
            AccessSettings access) {
        this.passwords = access.passwords();
        this.events = events;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * An account's agent may do other things than before, or nothing any more. Published within the transaction.
     *
     * @param login the account's
     */
    public record Changed(String login) {}

    /** An agent's account was locked or removed, or a program's key revoked. Published within the transaction. */
    public record Left(Actor who) {}

    /**
     * The details of an account.
     *
     * @param name as customers see it; no other agent's looks like it
     * @param email in any case; null if none is known
     * @param capacity how many tickets they look after at once, 1 or more
     */
    public record Details(String name, Role role, @Nullable String email, int capacity) {
        public Details {
            email = email == null ? null : email.toLowerCase(Locale.ROOT);
        }
    }

    /** Whether a password is long enough, and not too long for bcrypt. */
    public static boolean isPassword(@Nullable String password) {
        return password != null && password.codePointCount(0, password.length()) >= SHORTEST_PASSWORD
                && password.getBytes(StandardCharsets.UTF_8).length <= LONGEST_PASSWORD_BYTES;
    }

    /** The accounts by login, at most 500. */
    public List<AgentAccount> all() {
        return jdbc.sql(SELECT + " order by login limit ?").param(MOST).query(Accounts::account).list();
    }

    /** An account by the agent's id. */
    public Optional<AgentAccount> find(long id) {
        return jdbc.sql(SELECT + " where id = ?").param(id).query(Accounts::account).optional();
    }

    /**
     * Adds an account.
     *
     * @param login as they write it when they sign in, in any case
     * @param password null for somebody who signs in elsewhere only
     * @param by the administrator who does it
     */
    public AccountChange add(String login, Details details, @Nullable String password, Agent by) {
        String hash = password == null ? null : passwords.encode(password);
        lockNames();
        if (isNameTaken(details.name(), 0)) {
            return AccountChange.NAME_TAKEN;
        }
        if (isTaken(details.email(), 0)) {
            return AccountChange.EMAIL_TAKEN;
        }
        String lower = login.toLowerCase(Locale.ROOT);
        int added = jdbc.sql("""
                insert into agent (login, name, role, email, capacity, password_hash) values (?, ?, ?, ?, ?, ?)
                on conflict (login) do nothing""").param(lower).param(details.name())
                .param(details.role().word()).param(details.email()).param(details.capacity())
                .param(hash).update();
        if (added == 0) {
            return AccountChange.LOGIN_TAKEN;
        }
        audit.add(by.login(), Deed.AGENT_ADDED, lower, details.role().word());
        return AccountChange.DONE;
    }

    /** Changes what an account says; a role holds from the next click on. Of another address, OpenID's subject is another. */
    public AccountChange change(long id, Details details, Agent by) {
        lockNames();
        if (isNameTaken(details.name(), id)) {
            return AccountChange.NAME_TAKEN;
        }
        if (details.role() != Role.ADMINISTRATOR && isLastAdministrator(id)) {
            return AccountChange.LAST_ADMINISTRATOR;
        }
        if (isTaken(details.email(), id)) {
            return AccountChange.EMAIL_TAKEN;
        }
        return on(id, account -> {
            jdbc.sql("""
                    update agent set name = :name, role = :role, capacity = :capacity, email = :email,
                        oidc_subject = case when email is not distinct from :email then oidc_subject end
                    where id = :id""").param("name", details.name()).param("role", details.role().word())
                    .param("capacity", details.capacity()).param("email", details.email()).param("id", id).update();
            audit.add(by.login(), Deed.AGENT_CHANGED, account.agent().login(), details.role().word());
            auditRenaming(account.agent(), details.name(), by);
            if (details.role() != account.agent().role()) {
                events.publishEvent(new Changed(account.agent().login()));
            }
        });
    }

    /** Changes the name that customers see of an agent. */
    public AccountChange rename(Agent agent, String name) {
        lockNames();
        if (isNameTaken(name, agent.id())) {
            return AccountChange.NAME_TAKEN;
        }
        return on(agent.id(), account -> {
            jdbc.sql("update agent set name = ? where id = ?").param(name).param(agent.id()).update();
            auditRenaming(account.agent(), name, agent);
        });
    }

    private void auditRenaming(Agent agent, String name, Agent by) {
        if (!agent.name().equals(name)) {
            audit.add(by.login(), Deed.AGENT_RENAMED, agent.login(), agent.name() + " -> " + name);
        }
    }

    /** Two who take one name at once come one after the other. */
    private void lockNames() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('parley-names-of-agents', 0))").query().listOfRows();
    }

    private boolean isNameTaken(String name, long by) {
        return jdbc.sql("select exists (select from agent where shown_key(name) = shown_key(?) and id <> ?)")
                .param(name).param(by).query(Boolean.class).single();
    }

    /**
     * Gives an account another password, and signs its agent out.
     *
     * @param password such as {@link #isPassword} accepts
     * @param keptSession the id of the session that stays; null for none
     * @param by the agent who does it
     */
    public AccountChange setPassword(long id, String password, @Nullable String keptSession, Agent by) {
        if (find(id).filter(account -> account.signsIn() == AgentAccount.SignsIn.SETTING).isPresent()) {
            return AccountChange.PASSWORD_IS_SETTING;
        }
        return on(id, account -> {
            jdbc.sql("update agent set password_hash = ? where id = ?").param(passwords.encode(password)).param(id)
                    .update();
            signOut(account, keptSession);
            audit.add(by.login(), Deed.PASSWORD_SET, account.agent().login(), null);
        });
    }

    /** Whether that is the account's own password. */
    public boolean isPasswordOf(long id, String password) {
        return jdbc.sql("select password_hash from agent where id = ?").param(id).query(String.class).optional()
                .filter(hash -> passwords.matches(password, hash)).isPresent();
    }

    /**
     * Locks an account out.
     *
     * @param by the administrator who does it
     */
    public AccountChange lock(long id, Agent by) {
        return take(id, by, "update agent set state = 'away', locked_at = coalesce(locked_at, :now) where id = :id",
                Deed.AGENT_LOCKED);
    }

    /** Lets an account in again. */
    public AccountChange unlock(long id, Agent by) {
        return on(id, account -> {
            jdbc.sql("update agent set locked_at = null where id = ?").param(id).update();
            audit.add(by.login(), Deed.AGENT_UNLOCKED, account.agent().login(), null);
        });
    }

    /**
     * Removes an account. The acts of its agent stay, under their name.
     *
     * @param by the administrator who does it
     */
    public AccountChange remove(long id, Agent by) {
        return take(id, by, "delete from agent where id = :id", Deed.AGENT_REMOVED);
    }

    /** Whether there is an account of that login, locked or not. */
    boolean isKnown(String login) {
        return jdbc.sql("select id from agent where login = ?").param(login.toLowerCase(Locale.ROOT)).query(Long.class)
                .optional().isPresent();
    }

    /** Notes that an agent has signed in. */
    void signedIn(String login) {
        jdbc.sql("update agent set signed_in_at = ? where login = ?").param(now()).param(login).update();
    }

    private AccountChange take(long id, Agent by, String statement, Deed deed) {
        if (id == by.id()) {
            return AccountChange.YOURSELF;
        }
        if (isLastAdministrator(id)) {
            return AccountChange.LAST_ADMINISTRATOR;
        }
        return on(id, account -> {
            jdbc.sql(statement).param("id", id).param("now", now()).update();
            signOut(account, null);
            audit.add(by.login(), deed, account.agent().login(), null);
            events.publishEvent(new Left(new Actor.Agent(id)));
        });
    }

    private AccountChange on(long id, Consumer<AgentAccount> change) {
        Optional<AgentAccount> account = find(id);
        account.ifPresent(change);
        return account.isPresent() ? AccountChange.DONE : AccountChange.MISSING;
    }

    /** Locks those who are left, so that two cannot leave at once. */
    private boolean isLastAdministrator(long id) {
        List<Long> left = jdbc.sql("""
                select id from agent where role = 'administrator' and locked_at is null order by id for update""")
                .query(Long.class).list();
        return left.equals(List.of(id));
    }

    private boolean isTaken(@Nullable String email, long by) {
        return email != null && jdbc.sql("select id from agent where email = ? and id <> ?").param(email).param(by)
                .query(Long.class).optional().isPresent();
    }

    private void signOut(AgentAccount account, @Nullable String keptSession) {
        jdbc.sql("delete from desk_session where principal_name = ? and session_id <> ?")
                .param(account.agent().login()).param(Objects.requireNonNullElse(keptSession, "")).update();
        events.publishEvent(new Changed(account.agent().login()));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static AgentAccount account(ResultSet row, int n) throws SQLException {
        return new AgentAccount(Agents.agent(row), row.getString("email"), row.getInt("capacity"),
                Agents.signsIn(row.getString("login"), row.getString("password_hash")),
                instant(row.getTimestamp("locked_at")), instant(row.getTimestamp("signed_in_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
