package io.parley.support;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestExecutionListeners;
import org.springframework.test.context.TestExecutionListeners.MergeMode;

/**
 * Runs the test class against the whole application: on a random port, with a migrated {@link TestDatabase} of its own
 * (a bean that a test can ask for) and a data directory that goes away. It is in UTC, and this machine is its proxy, unless the
 * class says otherwise. Classes with the same properties share one, and each begins on its database as it was when it had
 * started.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TestDatabaseInitializer.class)
@TestExecutionListeners(listeners = CleanDatabase.class, mergeMode = MergeMode.MERGE_WITH_DEFAULTS)
public @interface ParleyTest {
    /** The administrator's, unless the class gives another. */
    String PASSWORD = "the setting's own";

    /** What the administrator's requests carry as {@code Authorization} (RFC 7617). */
    String ADMIN = "Basic "
            + Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));

    /** Properties of the application, as {@code name=value}. */
    @AliasFor(annotation = SpringBootTest.class, attribute = "properties")
    String[] properties() default {};
}
