package io.parley.cli;

import io.parley.audit.Audit;
import io.parley.audit.Deed;
import io.parley.learning.past.PastAnswers;
import io.parley.learning.past.PastAnswers.Report;
import io.parley.learning.suggestion.Suggester.Past;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes suggestions from what a team answered before it had Parley. */
@Command(name = "learn", mixinStandardHelpOptions = true, description = {
        "Make suggestions from what your agents answered elsewhere. The bot answers with none of them before somebody publishes it.",
        "Learning from a file again changes nothing; one that was interrupted goes on."})
final class LearnCommand implements Callable<Integer> {
    private final Application application;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "Conversations of Zendesk, Zammad or Chatwoot as JSON Lines, or a mailbox (NAME.mbox).")
    private Path file = Path.of("");

    @Option(names = "--team", paramLabel = "ADDRESS", split = ",", description = "Of a mailbox: the mail addresses or domains from which your team writes.")
    private List<String> team = List.of();

    @Option(names = "--language", paramLabel = "TAG", defaultValue = "en", description = "The conversations' language, ${DEFAULT-VALUE} unless told.")
    private String language = "en";

    @Option(names = "--most", paramLabel = "NUMBER", defaultValue = "20", description = "How many of the lines that were left out are listed, ${DEFAULT-VALUE} unless told.")
    private int most;

    LearnCommand(Application application) {
        this.application = application;
    }

    @Override
    public Integer call() {
        boolean isMailbox = PastAnswers.isMailbox(file);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new ParameterException(spec.commandLine(), "There is no file " + file + " that can be read.");
        }
        if (isMailbox && team.isEmpty()) {
            throw new ParameterException(spec.commandLine(),
                    "Say with --team from which mail addresses or domains your team writes.");
        }
        try (Standalone parley = application.open(Map.of("parley.knowledge.starting", "false"),
                spec.commandLine().getErr())) {
            Report report = parley.part(PastAnswers.class).learn(file, team, language);
            parley.part(Audit.class).add(null, Deed.FAQ_IMPORTED, String.valueOf(file.getFileName()), "learn");
            print(report, isMailbox ? "mail" : "line");
            return 0;
        }
    }

    private void print(Report report, String kind) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Suggestions made: " + report.count(Past.SUGGESTED) + "; said by an entry or a suggestion already: "
                + report.count(Past.SUPPORTS) + "; learned from before: " + report.count(Past.KNOWN)
                + "; nothing in them for others: " + report.count(Past.NOTHING) + ".");
        if (report.badCount() > 0) {
            out.println("Left out: " + report.badCount() + ".");
            report.bad().stream().limit(most).forEach(bad -> out.println(kind + " " + bad.number() + " " + bad.why()));
        }
        if (report.count(Past.SUGGESTED) > 0) {
            out.println("Review them at the desk under Suggestions, or with drafts --from agents.");
        }
    }
}
