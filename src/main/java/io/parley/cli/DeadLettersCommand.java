package io.parley.cli;

import io.parley.ops.Replay;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Events that could not be understood, and messages that could not be delivered. */
@Command(name = "dead-letters", mixinStandardHelpOptions = true, description = {
        "List what was given up, the newest first: events that could not be understood (inbox:12) and messages that could "
                + "not be delivered (outbox:12). No text of a message is shown."})
final class DeadLettersCommand implements Callable<Integer> {
    private final Application application;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--most", paramLabel = "NUMBER", defaultValue = "50", description = "How many of either kind, ${DEFAULT-VALUE} unless told.")
    private int most;

    DeadLettersCommand(Application application) {
        this.application = application;
    }

    @Override
    public Integer call() {
        try (Standalone parley = application.open(Map.of(), spec.commandLine().getErr())) {
            PrintWriter out = spec.commandLine().getOut();
            List<Replay.Dead> dead = parley.part(Replay.class).newest(Math.max(1, most));
            out.println(dead.isEmpty() ? "Nothing was given up." : "Given up:");
            dead.forEach(one -> out.printf(Locale.ROOT, "%-14s %-8s %s  tried %d times  %s%n", one.id(), one.channel(),
                    one.since().truncatedTo(ChronoUnit.SECONDS), one.attempts(), one.error()));
            return 0;
        }
    }

    @Command(name = "replay", mixinStandardHelpOptions = true, description = "Try these again, when what made them fail is mended. An event comes after what waits already.")
    int replay(@Parameters(paramLabel = "ID", arity = "1..*", description = "As listed.") List<String> ids) {
        if (!ids.stream().allMatch(id -> id.matches(Replay.ID))) {
            throw new ParameterException(spec.commandLine(), "An id looks like inbox:12 or outbox:12");
        }
        try (Standalone parley = application.open(Map.of(), spec.commandLine().getErr())) {
            boolean isAllReplayed = true;
            for (String id : ids) {
                boolean isReplayed = parley.part(Replay.class).replay(id);
                spec.commandLine().getOut()
                        .println(isReplayed ? id + " is tried again." : id + " is no dead letter.");
                isAllReplayed &= isReplayed;
            }
            return isAllReplayed ? 0 : 1;
        }
    }
}
