package io.parley.cli;

import io.parley.privacy.ErasureReplay;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** People who were erased. */
@Command(name = "erasures", mixinStandardHelpOptions = true, description = {
        "Say where it is kept who was erased, as pseudonyms, outside of the database."})
final class ErasuresCommand implements Callable<Integer> {
    private final Application application;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    ErasuresCommand(Application application) {
        this.application = application;
    }

    @Override
    public Integer call() {
        try (Standalone parley = application.open(Map.of(), spec.commandLine().getErr())) {
            spec.commandLine().getOut().println(parley.part(ErasureReplay.class).file());
            return 0;
        }
    }

    @Command(name = "replay", mixinStandardHelpOptions = true, description = {
            "Erase again who was erased after the backup was made that was restored.",
            "Do this before the server lets customers in; the server then does what is left to do."})
    int replay(
            @Parameters(paramLabel = "FILE", arity = "0..*", description = "Where it was kept who was erased, by each instance; the file of this installation unless told.") List<Path> files) {
        try (Standalone parley = application.open(Map.of(), spec.commandLine().getErr())) {
            ErasureReplay.Replayed done = parley.part(ErasureReplay.class)
                    .replay(files == null ? List.of() : files);
            spec.commandLine().getOut().printf(Locale.ROOT,
                    "%,d erasures are listed, %,d of them unknown to this database; %,d people are erased again.%n",
                    done.listed(), done.unknown(), done.begun());
            return 0;
        }
    }
}
