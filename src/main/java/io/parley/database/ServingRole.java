package io.parley.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The role that serves, where another one owns the tables: it reads and writes rows and can do nothing else, so that a
 * statement that somebody manages to slip in neither changes the schema nor reaches the machine.
 *
 * @param name its name
 * @param password its password
 */
record ServingRole(String name, String password) {
    /** One instance at a time: PostgreSQL fails when two sessions change the rights on one table at once. */
    private static final String ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtextextended('parley-serving-role', 0))";

    /** The grants that are missing, as statements; none where everything is granted already. */
    private static final String MISSING = """
            select case when c.relkind = 'S' then format('grant usage, select, update on sequence %s to %I', c.oid::regclass, r.name)
                        when c.relname = 'flyway_schema_history' then format('grant select on %s to %I', c.oid::regclass, r.name)
                        else format('grant select, insert, update, delete on %s to %I', c.oid::regclass, r.name) end
            from pg_class c cross join (values (?)) r (name)
            where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'S')
                and pg_has_role(c.relowner, 'usage')
                and case when c.relkind = 'S' then not has_sequence_privilege(r.name, c.oid, 'usage')
                         when c.relname = 'flyway_schema_history' then not has_table_privilege(r.name, c.oid, 'select')
                         else not (has_table_privilege(r.name, c.oid, 'select') and has_table_privilege(r.name, c.oid, 'insert')
                             and has_table_privilege(r.name, c.oid, 'update') and has_table_privilege(r.name, c.oid, 'delete'))
                end
            union all
            select format(sentence, current_schema(), r.name)
            from (values (?)) r (name), (values ('grant usage on schema %I to %I'),
                ('alter default privileges in schema %I grant select, insert, update, delete on tables to %I'),
                ('alter default privileges in schema %I grant usage, select, update on sequences to %I')) s (sentence)
            where not has_schema_privilege(r.name, current_schema(), 'usage')
                or not exists (select from pg_default_acl d, aclexplode(d.defaclacl) a
                    where d.defaclrole = current_user::regrole and d.defaclnamespace = current_schema()::regnamespace
                        and d.defaclobjtype = 'r' and a.grantee = quote_ident(r.name)::regrole)""";

    /**
     * Makes the role where there is none, and lets it use all tables of the schema, those of later migrations included.
     *
     * @param owner a connection of the role that owns the tables
     * @throws SQLException when the owner may not do that
     */
    void admit(Connection owner) throws SQLException {
        owner.setAutoCommit(false);
        try (Statement statement = owner.createStatement()) {
            statement.execute(ONE_AT_A_TIME);
            if (!exists(owner)) {
                make(owner);
            }
            for (String grant : missing(owner)) {
                statement.execute(grant);
            }
            owner.commit();
        } finally {
            owner.rollback();
            owner.setAutoCommit(true);
        }
    }

    /** Makes the role, or gives it its password where it exists. */
    void makeOrRenew(Connection owner) throws SQLException {
        if (exists(owner)) {
            setPassword(owner);
        } else {
            make(owner);
        }
    }

    private void make(Connection owner) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute(
                    "create role " + quoted() + " login nosuperuser nocreatedb nocreaterole noreplication nobypassrls");
        }
        setPassword(owner);
    }

    /** The password leaves this process as a digest only, so that no server's log of statements has it. */
    private void setPassword(Connection owner) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute("alter role " + quoted() + " password '" + ScramPassword.of(password) + "'");
        }
    }

    private boolean exists(Connection owner) throws SQLException {
        try (PreparedStatement role = owner.prepareStatement("select from pg_roles where rolname = ?")) {
            role.setString(1, name);
            return role.executeQuery().next();
        }
    }

    private List<String> missing(Connection owner) throws SQLException {
        try (PreparedStatement query = owner.prepareStatement(MISSING)) {
            query.setString(1, name);
            query.setString(2, name);
            List<String> grants = new ArrayList<>();
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
                grants.add(rows.getString(1));
            }
            return grants;
        }
    }

    private String quoted() {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return name;
    }
}
