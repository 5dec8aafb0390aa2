package io.parley.cli;

import java.io.PrintWriter;
import java.util.Map;
import org.springframework.context.ApplicationContext;

/** Where a command finds the parts of the application: in one for its own time, or in the server. */
@FunctionalInterface
interface Application {

    /**
     * Opens it for the time of a command.
     *
     * @param further settings of this command, for an application of its own
     * @param err     where it says that this takes a while
     */
    Standalone open(Map<String, String> further, PrintWriter err);

    /** Starts one for each command. */
    static Application ofItsOwn(Class<?> main) {
        return (further, err) -> Standalone.start(main, further, err);
    }

    /** The one that runs already, and goes on after the command. */
    static Application running(ApplicationContext context) {
        return (further, err) -> Standalone.in(context);
    }
}
