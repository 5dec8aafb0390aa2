package io.parley.cli;

import io.parley.knowledge.ImportReport;
import io.parley.knowledge.KnowledgeImport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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

    private final Class<?> application;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "A FAQ: CSV, question pairs, intents as JSON, JSON Lines or Markdown.")
    private Path file = Path.of("");

    ImportCommand(Class<?> application) {
        this.application = application;
    }

    @Override
    public Integer call() {
        try (Standalone parley = Standalone.start(application, SETTINGS)) {
            print(imported(parley.part(KnowledgeImport.class)), spec.commandLine().getOut());
            return 0;
        }
    }

    private ImportReport imported(KnowledgeImport knowledge) {
        try (ImportProgress progress = ImportProgress.on(spec.commandLine().getOut())) {
            return knowledge.importFile(file, progress);
        }
    }

    private static void print(ImportReport report, PrintWriter out) {
        out.printf("%s: %,d entries: %,d new, %,d changed, %,d as before; %,d of them are drafts without an answer.%n",
                report.file(), report.entries(), report.added(), report.changed(), report.unchanged(), report.drafts());
        if (!report.problems().isEmpty()) {
            out.printf("%,d rows were left out:%n", report.problems().size());
            report.problems().forEach(problem -> out.printf("  line %d: %s%n", problem.line(), problem.reason()));
        }
    }
}
