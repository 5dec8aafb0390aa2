package io.parley.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.Assert;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Finds the command that was asked for, runs it, and says in one sentence why it did not work. */
@Command(name = "parley", mixinStandardHelpOptions = true, versionProvider = Commands.Version.class, subcommands = HelpCommand.class, description = "One support bot for Telegram, Slack, email and the web. Without a command it serves.")
public final class Commands implements Runnable {
    private static final Set<String> OWN_OPTIONS = Set.of("-h", "--help", "-V", "--version", "--debug");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show all that is known about a failure.")
    private boolean debug;

    private Commands() {}

    /**
     * Runs a command to its end; serving ends when the process is told to stop.
     *
     * @param application the class that the application begins with
     * @param arguments what stands on the command line
     * @return the exit code: 0 for success, 1 for a failure, 2 for a usage error
     */
    public static int run(Class<?> application, String... arguments) {
        return commandLine(application).execute(withServeFirst(arguments));
    }

    /** Commands that ask a server where one runs, and serve. */
    static CommandLine commandLine(Class<?> main) {
        Commands commands = new Commands();
        CommandLine line = new CommandLine(commands)
                .addSubcommand(new CommandLine(new ServeCommand(main)).setUnmatchedOptionsArePositionalParams(true));
        return completed(line, commands, Application.ofItsOwn(main)).setExecutionStrategy(Commands::elsewhereOrHere);
    }

    /** A server on the same data knows all that a command needs already. */
    private static int elsewhereOrHere(ParseResult parsed) {
        List<String> words = parsed.originalArgs();
        CommandLine line = parsed.commandSpec().commandLine();
        if (!isHelpWanted(parsed) && RunningServer.isForServer(words.toArray(String[]::new))) {
            OptionalInt code = RunningServer.find().map(server -> server.run(words, line.getOut(), line.getErr()))
                    .orElse(OptionalInt.empty());
            if (code.isPresent()) {
                return code.getAsInt();
            }
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static boolean isHelpWanted(ParseResult parsed) {
        return parsed.asCommandLineList().stream().anyMatch(
                line -> line.isUsageHelpRequested() || line.isVersionHelpRequested());
    }

    /** Commands that find the parts of the application where they are told to. */
    static CommandLine commandLine(Application application) {
        Commands commands = new Commands();
        return completed(new CommandLine(commands), commands, application);
    }

    private static CommandLine completed(CommandLine line, Commands commands, Application application) {
        return line.addSubcommand(new ImportCommand(application))
                .addSubcommand(new LearnCommand(application))
                .addSubcommand(new AskCommand(application))
                .addSubcommand(new ChatCommand(application)).addSubcommand(new DoctorCommand(application))
                .addSubcommand(new EvaluateCommand(application)).addSubcommand(new TuneCommand(application))
                .addSubcommand(new DraftsCommand(application)).addSubcommand(new RefitsCommand(application))
                .addSubcommand(new DeadLettersCommand(application))
                .addSubcommand(new ErasuresCommand(application))
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, failed, parsed) -> commands.explain(failure, failed));
    }

    /** {@code parley --server.port=9000} serves, too. */
    private static String[] withServeFirst(String... arguments) {
        boolean serves = arguments.length == 0
                || (arguments[0].startsWith("--") && !OWN_OPTIONS.contains(arguments[0]));
        return serves ? Stream.concat(Stream.of("serve"), Stream.of(arguments)).toArray(String[]::new) : arguments;
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Version.class.getPackage().getImplementationVersion();
            return new String[]{"Parley " + (version == null ? "(not packed)" : version)};
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    private int explain(Exception failure, CommandLine failed) {
        if (debug) {
            failure.printStackTrace(failed.getErr());
        } else {
            failed.getErr().println("Error: " + sentence(failure));
        }
        return failed.getCommandSpec().exitCodeOnExecutionException();
    }

    /** The message of the failure that our own code raised, or what is wrong with a setting, or else the innermost's. */
    static String sentence(Exception failure) {
        return causes(failure).stream()
                .filter(Commands::isOurs)
                .findFirst()
                .map(Commands::said)
                .or(() -> WrongSetting.in(causes(failure)))
                .orElseGet(() -> said(NestedExceptionUtils.getMostSpecificCause(failure))
                        + " (More is shown when --debug stands after the command.)");
    }

    /** Ours are the exceptions of our own types, and settings that our records refuse. */
    private static boolean isOurs(Throwable cause) {
        return cause.getClass().getName().startsWith("io.parley.")
                || (cause instanceof IllegalArgumentException && Stream.of(cause.getStackTrace())
                        .map(StackTraceElement::getClassName).filter(name -> !name.equals(Assert.class.getName()))
                        .limit(1).anyMatch(name -> name.startsWith("io.parley.")));
    }

    private static List<Throwable> causes(Throwable failure) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause).toList();
    }

    private static String said(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
