package io.parley.support;

import io.parley.knowledge.embedding.Embedder;
import io.parley.knowledge.embedding.SharedEmbedder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.type.classreading.CachingMetadataReaderFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Gives an application context a database and a data directory of its own; both go away with it. It serves as a role that
 * can only read and write rows; {@link TestDatabase#jdbc()} may do everything. Its built-in embedding model is the
 * {@link SharedEmbedder}.
 */
public final class TestDatabaseInitializer implements ApplicationContextInitializer<GenericApplicationContext> {

    @Override
    public void initialize(GenericApplicationContext context) {
        TestDatabase database = TestDatabase.migrated();
        Path data = directory();
        TestDatabase.deleteAtTheEnd(data);
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test database",
                        Map.of("spring.datasource.url", database.getJdbcUrl(), "spring.datasource.username",
                                TestDatabase.SERVING_USER, "spring.datasource.password", database.getPassword(),
                                "parley.database.migration-username", database.getUsername(),
                                "parley.database.migration-password", database.getPassword(),
                                "parley.data-dir", data.toString(), "parley.access.password-cost", "4",
                                "server.shutdown", "immediate",
                                "spring.lifecycle.timeout-per-shutdown-phase", "1s")));
        addUnlessGiven(context.getEnvironment(), Map.of("parley.admin.password", ParleyTest.PASSWORD,
                "parley.access.trusted-proxies", "127.0.0.1", "parley.time-zone", "UTC"));
        context.getBeanFactory().addBeanPostProcessor(new Noting());
        context.getBeanFactory().addBeanPostProcessor(new Sharing());
        context.registerBean(Leftovers.class, () -> new Leftovers(database, data));
        context.registerBean(TestDatabase.class, () -> database, definition -> {
            definition.setAutowireCandidate(true);
            definition.setDestroyMethodName("");
        });
    }

    private static void addUnlessGiven(ConfigurableEnvironment environment, Map<String, String> properties) {
        Map<String, Object> missing = new HashMap<>(properties);
        missing.keySet().removeIf(environment::containsProperty);
        environment.getPropertySources().addFirst(new MapPropertySource("tests", missing));
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("parley-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Noting implements BeanPostProcessor {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof DataSource database ? Statements.noting(database) : bean;
        }
    }

    /** What is given before it is made is not destroyed with the context either. */
    private static final class Sharing implements InstantiationAwareBeanPostProcessor {
        @Override
        public @Nullable Object postProcessBeforeInstantiation(Class<?> type, String name) {
            if (type == Embedder.class) {
                return SharedEmbedder.EMBEDDER;
            }
            return name.equals(Classes.BEAN) ? Classes.OF_ALL : null;
        }
    }

    /** What is written in the files of classes, which is the same for each application. */
    private static final class Classes extends CachingMetadataReaderFactory {
        /** The name that Spring Boot gives it. */
        static final String BEAN = "org.springframework.boot.autoconfigure.internalCachingMetadataReaderFactory";
        static final Classes OF_ALL = new Classes();

        Classes() {
            super(new DefaultResourceLoader());
        }

        /** An application that has started leaves them to the next. */
        @Override
        public void clearCache() {}
    }

    /** The resources that are cleaned up when the context closes; being the first bean, it is destroyed last. */
    private record Leftovers(TestDatabase database, Path data) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            database.close();
            FileSystemUtils.deleteRecursively(data);
        }
    }
}
