package io.parley.security;

import io.parley.actor.Actor;
import io.parley.actor.Helper;
import io.parley.security.AgentAccount.SignsIn;
import java.security.Principal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Repository;

/** The people who work at the desk. */
@Repository
public class Agents {
    /** The login of the first administrator, whose password is the application's setting. */
    static final String FIRST = "admin";
    private static final String SELECT = """
            select id, login, name, role, password_hash from agent where login = ? and locked_at is null""";

    private final JdbcClient jdbc;
    private final PasswordEncoder passwords;

    Agents(JdbcClient jdbc, AccessSettings access) {
        this.passwords = access.passwords();
        this.jdbc = jdbc;
    }

    /** An agent with what their password is compared with; null where it is the application's setting, or there is none. */
    record Account(Agent agent, @Nullable String passwordHash) {
        boolean hasPassword() {
            return signsIn(agent.login(), passwordHash) != SignsIn.ELSEWHERE;
        }
    }

    /** An agent by login, in whatever case it is written; empty also when the account is locked. */
    public Optional<Agent> find(String login) {
        return account(login).map(Account::agent);
    }

    /** Who calls: an agent, or a program; empty when there is no such account, or it is locked. */
    public Optional<Helper> caller(Principal account) {
        return account instanceof ApiKeyFilter.Program program
                ? Optional.of(program.helper())
                : find(account.getName()).map(Agent::helper);
    }

    /** Whether an agent works here, and may sign in, or a program's key opens something. */
    public boolean works(Actor who) {
        String sql = switch (who) {
            case Actor.Agent agent -> "select exists (select from agent where id = ? and locked_at is null)";
            case Actor.Program program -> "select exists (select from api_key where id = ? and revoked_at is null)";
        };
        return jdbc.sql(sql).param(who.id()).query(Boolean.class).single();
    }

    /** Whether a caller may act in the names of others: a program whose key says so, or an administrator. */
    public boolean mayActForOthers(Principal account) {
        return account instanceof ApiKeyFilter.Program program
                ? program.has(Scope.TICKETS_FOR_OTHERS)
                : find(account.getName()).filter(agent -> agent.role() == Role.ADMINISTRATOR).isPresent();
    }

    Optional<Account> account(String login) {
        return jdbc.sql(SELECT).param(login.toLowerCase(Locale.ROOT)).query(Agents::account).optional();
    }

    /**
     * Adds an agent.
     *
     * @param login as they write it when they sign in
     * @param name as customers see it
     * @param password 12 characters or more, at most 72 bytes
     * @return whether the login was free
     */
    public boolean add(String login, String name, Role role, String password) {
        return jdbc.sql("""
                insert into agent (login, name, role, password_hash) values (?, ?, ?, ?)
                on conflict (login) do nothing""").param(login.toLowerCase(Locale.ROOT)).param(name)
                .param(role.word()).param(passwords.encode(password)).update() == 1;
    }

    /** Makes the first administrator, unless there is one who may sign in. */
    void addFirst() {
        jdbc.sql("""
                insert into agent (login, name, role) select :login, free_name(:login), :role
                where not exists (select from agent where role = 'administrator' and locked_at is null)
                on conflict (login) do nothing""").param("login", FIRST).param("role", Role.ADMINISTRATOR.word())
                .update();
    }

    /** Whether the account with the settings' password may sign in, and is still an administrator's. */
    boolean isFirstOpen() {
        return account(FIRST).filter(account -> account.passwordHash() == null)
                .filter(account -> account.agent().role() == Role.ADMINISTRATOR).isPresent();
    }

    static Agent agent(ResultSet row) throws SQLException {
        return new Agent(row.getLong("id"), row.getString("login"), row.getString("name"),
                Role.of(row.getString("role")));
    }

    static SignsIn signsIn(String login, @Nullable String passwordHash) {
        if (passwordHash != null) {
            return SignsIn.PASSWORD;
        }
        return login.equals(FIRST) ? SignsIn.SETTING : SignsIn.ELSEWHERE;
    }

    private static Account account(ResultSet row, int n) throws SQLException {
        return new Account(agent(row), row.getString("password_hash"));
    }
}
