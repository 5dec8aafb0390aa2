package io.parley.support;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationContextFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * The application that serves tests leaves what Spring found out about types, their annotations and their methods to the next
 * application of the process, which asks for the same: Spring forgets it once an application has started.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class KeptCaches implements ApplicationContextFactory {
    @Override
    public @Nullable ConfigurableApplicationContext create(@Nullable WebApplicationType type) {
        return type == WebApplicationType.SERVLET ? new Serving() : null;
    }

    private static final class Serving extends AnnotationConfigServletWebServerApplicationContext {
        @Override
        protected void resetCommonCaches() {}
    }
}
