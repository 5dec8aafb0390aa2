package io.parley.channel.web;

import io.parley.support.TestDatabaseInitializer;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.ContextConfiguration;

/** Runs the test class against the web chat on a random port, with a {@link ScriptedBot} where the rest of Parley is. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, classes = WebChatAlone.class, properties = "db-scheduler.enabled=false")
@ContextConfiguration(initializers = TestDatabaseInitializer.class)
@interface WebChatTest {
    /** Properties of the application, as {@code name=value}. */
    @AliasFor(annotation = SpringBootTest.class, attribute = "properties")
    String[] properties() default {};
}
