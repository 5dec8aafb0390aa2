package io.parley.support;

import io.parley.cluster.LeaderElection;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The beans that an instance needs to stand for election among others on the same database. */
public final class Candidate implements AutoCloseable {
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    public Candidate(TestDatabase database) {
        context.registerBean(JdbcConnectionDetails.class, () -> database);
        context.register(connections(), LeaderElection.class);
        context.refresh();
    }

    private static Class<?> connections() {
        try {
            return Class.forName("io.parley.cluster.DirectConnections");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    public LeaderElection leader() {
        return context.getBean(LeaderElection.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
