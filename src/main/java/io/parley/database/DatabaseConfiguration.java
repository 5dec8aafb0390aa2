package io.parley.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.StringUtils;

/** Runs the embedded PostgreSQL where {@code spring.datasource.url} names no other. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class DatabaseConfiguration {

    @Bean
    DataDirectory dataDirectory(DatabaseSettings settings) {
        return new DataDirectory(settings.dataDir());
    }

    /** Starts while the rest of the application is put together. */
    @Bean
    @Conditional(NoOtherDatabase.class)
    static EarlyDatabase earlyDatabase(Environment environment) {
        return new EarlyDatabase(Binder.get(environment).bindOrCreate("parley", DatabaseSettings.class));
    }

    /** Stops after everything that depends on it, which is all that touches the database. */
    @Bean(destroyMethod = "close")
    @Conditional(NoOtherDatabase.class)
    EmbeddedDatabase embeddedDatabase(EarlyDatabase early) {
        return early.database();
    }

    @Bean
    FlywayMigrationStrategy schema(DatabaseSettings settings, JdbcConnectionDetails database) {
        String user = database.getUsername();
        String password = database.getPassword();
        return new Schema(settings.serving(), owner(settings, database).areTwo() && user != null && password != null
                ? new ServingRole(user, password)
                : null);
    }

    /**
     * Migrations take as long as they take: they run on connections of their own, without the pool's limits, and by the role
     * that owns the tables.
     */
    @Bean
    FlywayConnectionDetails migrations(DatabaseSettings settings, JdbcConnectionDetails database) {
        DatabaseSettings.Roles owner = owner(settings, database);
        return new FlywayConnectionDetails() {
            @Override
            public @Nullable String getUsername() {
                return owner.areTwo() ? owner.migrationUsername() : database.getUsername();
            }

            @Override
            public @Nullable String getPassword() {
                return owner.areTwo() ? owner.migrationPassword() : database.getPassword();
            }

            @Override
            public String getJdbcUrl() {
                return database.getJdbcUrl();
            }
        };
    }

    private static DatabaseSettings.Roles owner(DatabaseSettings settings, JdbcConnectionDetails database) {
        return database instanceof EmbeddedDatabase embedded ? embedded.owningRole() : settings.database();
    }

    /** The pool opens its connections by a {@link RetryingDataSource}. */
    @Bean
    static BeanPostProcessor retryingConnections() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool && pool.getDataSource() == null) {
                    pool.setDataSource(new RetryingDataSource(new DriverDataSource(pool.getJdbcUrl(),
                            pool.getDriverClassName(), pool.getDataSourceProperties(), pool.getUsername(),
                            pool.getPassword())));
                }
                return bean;
            }
        };
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource) {
        return new PatientTransactions(dataSource);
    }

    static final class NoOtherDatabase implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !StringUtils.hasText(context.getEnvironment().getProperty("spring.datasource.url"));
        }
    }
}
