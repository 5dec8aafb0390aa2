package io.parley.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Serves until the process is told to stop. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Serve: all channels, the web chat, the API. The default.")
final class ServeCommand implements Callable<Integer> {
    private final Class<?> application;

    /** Settings of anything else do nothing, and are most likely misspelt. */
    private static final Pattern SETTING = Pattern
            .compile("--(parley|server|spring|logging|management|springdoc|db-scheduler)[.][^=]+=.*");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "--NAME=VALUE", description = "Settings, such as --server.port=9000.")
    private List<String> settings = List.of();

    ServeCommand(Class<?> application) {
        this.application = application;
    }

    @Override
    public Integer call() throws InterruptedException {
        for (String setting : settings) {
            if (!setting.startsWith("--")) {
                throw new ParameterException(spec.commandLine(), "There is no command \"" + setting + "\".");
            }
            if (!SETTING.matcher(setting).matches()) {
                throw new ParameterException(spec.commandLine(),
                        "There is no option \"" + setting + "\". A setting is written --server.port=9000.");
            }
        }
        ConfigurableApplicationContext context = SpringApplication.run(application, settings.toArray(String[]::new));
        spec.commandLine().getOut().println("Parley answers at http://localhost:"
                + context.getEnvironment().getProperty("local.server.port"));
        waitForTheEnd(context);
        return 0;
    }

    private static void waitForTheEnd(ConfigurableApplicationContext context) throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        context.addApplicationListener(event -> {
            if (event instanceof ContextClosedEvent closing && closing.getApplicationContext() == context) {
                closed.countDown();
            }
        });
        closed.await();
    }
}
