package io.parley.security;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Repository;

/** The people who work at the desk. */
@Repository
public class Agents {
    /** The login of the first administrator, whose password is the application's setting. */
    static final String FIRST = "admin";
    private static final String SELECT = "select id, login, name, role, password_hash from agent where login = ?";

    private final JdbcClient jdbc;
    private final PasswordEncoder passwords = new BCryptPasswordEncoder();

    Agents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An agent with what their password is compared with; null where the application's setting has it. */
    record Account(Agent agent, @Nullable String passwordHash) {}

    /** An agent by login, in whatever case it is written. */
    public Optional<Agent> find(String login) {
        return account(login).map(Account::agent);
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

    /** Makes the first administrator, unless there is one. */
    void addFirst() {
        jdbc.sql("insert into agent (login, name, role) values (?, ?, ?) on conflict (login) do nothing").param(FIRST)
                .param(FIRST).param(Role.ADMINISTRATOR.word()).update();
    }

    private static Account account(ResultSet row, int n) throws SQLException {
        return new Account(new Agent(row.getLong("id"), row.getString("login"), row.getString("name"),
                Role.of(row.getString("role"))), row.getString("password_hash"));
    }
}
