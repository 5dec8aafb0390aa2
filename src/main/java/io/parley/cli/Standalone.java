package io.parley.cli;

import io.parley.knowledge.FaqTrialsConfiguration;
import io.parley.knowledge.search.Thresholds;
import io.parley.settings.Live;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ResolvableType;

/**
 * The application for the time of a command: its database and its FAQ, without web server, workers, pollers and channels, so
 * that it can run beside a server.
 */
final class Standalone implements AutoCloseable {
    /** Only what goes wrong, as the command prints what matters. */
    private static final Map<String, Object> SETTINGS = Map.of("parley.serving", "false",
            "spring.main.lazy-initialization",
            "true", "logging.level.root", "error", "logging.level.io.parley", "warn",
            "logging.level." + SpringApplication.class
                    .getName(),
            "off", "logging.level.org.springframework.boot.diagnostics", "off");

    private final ApplicationContext context;
    private final boolean isServer;
    private final Runnable end;

    private Standalone(ApplicationContext context, boolean isServer, Runnable end) {
        this.context = context;
        this.isServer = isServer;
        this.end = end;
    }

    /** The parts of a server that runs on. */
    static Standalone in(ApplicationContext running) {
        return new Standalone(running, true, () -> {});
    }

    /**
     * Starts it.
     *
     * @param further settings of this command
     * @param err     where it says that this takes a while
     */
    static Standalone start(Class<?> application, Map<String, String> further, PrintWriter err) {
        Map<String, Object> settings = new HashMap<>(SETTINGS);
        settings.putAll(further);
        String[] arguments = settings.entrySet()
                .stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        try (Patience _ = Patience.with(err, "starting what this command needs")) {
            ConfigurableApplicationContext context = new SpringApplicationBuilder(application)
                    .web(WebApplicationType.NONE).logStartupInfo(false).run(arguments);
            return new Standalone(context, false, context::close);
        }
    }

    /** Only the parts that try a FAQ file in memory, with the settings of the application; knows no database. */
    static Standalone withoutDatabase(PrintWriter err) {
        return start(FaqTrialsConfiguration.class, Map.of(), err);
    }

    /** Whether it is a server that began before the command, with settings of its own. */
    boolean isServer() {
        return isServer;
    }

    /** One of its parts. */
    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /** The probability from which on the bot answers; with a database, as operators set it. */
    double threshold() {
        Live<Thresholds> live = context.<Live<Thresholds>>getBeanProvider(
                ResolvableType.forClassWithGenerics(Live.class, Thresholds.class)).getIfAvailable();
        return (live == null ? part(Thresholds.class) : live.now()).answer();
    }

    @Override
    public void close() {
        end.run();
    }
}
