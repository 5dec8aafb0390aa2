package io.parley.cli;

import io.parley.audit.Audit;
import io.parley.audit.Deed;
import io.parley.knowledge.importing.ImportReport;
import io.parley.knowledge.importing.KnowledgeImport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings a FAQ in; a server that runs answers from it within a second. */
@Command(name = "import", mixinStandardHelpOptions = true, description = {
        "Bring a FAQ in. Rows that are wrong are listed and left out.",
        "Importing a file again changes nothing; one that was interrupted goes on."})
final class ImportCommand implements Callable<Integer> {
    /** The starter FAQ is for those who have none, and nothing is searched. */
    private static final Map<String, String> SETTINGS = Map.of("parley.knowledge.starting", "false",
            "parley.knowledge.indexing", "false");

    private final Application application;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "A FAQ: CSV, question pairs, intents as JSON, JSON Lines or Markdown.")
    private Path file = Path.of("");

    @Option(names = "--replace", description = {
            "Take the file as the whole FAQ: entries that are not in it are answered no more.",
            "One that was so and is in the file comes back."})
    private boolean replace;

    @Option(names = "--most", paramLabel = "NUMBER", defaultValue = "20", description = "How many of the rows that were left out are listed, ${DEFAULT-VALUE} unless told.")
    private int most;

    ImportCommand(Application application) {
        this.application = application;
    }

    @Override
    public Integer call() {
        KnowledgeImport.check(file);
        try (Standalone parley = application.open(SETTINGS, spec.commandLine().getErr())) {
            ImportReport report = imported(parley.part(KnowledgeImport.class));
            parley.part(Audit.class).add(null, Deed.FAQ_IMPORTED, String.valueOf(file.getFileName()),
                    replace ? "--replace" : null);
            ImportSummary.lines(report, most)
                    .forEach(spec.commandLine().getOut()::println);
            return 0;
        }
    }

    private ImportReport imported(KnowledgeImport knowledge) {
        try (ImportProgress progress = ImportProgress.on(spec.commandLine().getOut())) {
            return replace ? knowledge.replaceBy(file, progress) : knowledge.importFile(file, progress);
        }
    }
}
