package io.parley.cli;

import io.parley.knowledge.FaqEditing;
import io.parley.knowledge.FaqEntry;
import io.parley.knowledge.FaqId;
import io.parley.knowledge.Knowledge;
import io.parley.learning.Proposal;
import io.parley.learning.Proposals;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiPredicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What waits for a person's yes or no: phrasings that customers' questions propose, and entries. */
@Command(name = "drafts", mixinStandardHelpOptions = true, description = {
        "List what waits for review: questions of customers that could become phrasings of the entry that helped them (p1,",
        "p2, …), and entries that are drafts (by their id). A server that runs knows of your decision within a second."})
final class DraftsCommand implements Callable<Integer> {
    private static final String PHRASING = "p[0-9]{1,18}";
    private static final int TEXT = 100;

    private final Class<?> application;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--most", paramLabel = "NUMBER", defaultValue = "50", description = "How many of either kind, ${DEFAULT-VALUE} unless told.")
    private int most;

    DraftsCommand(Class<?> application) {
        this.application = application;
    }

    @Override
    public Integer call() {
        try (Standalone parley = Standalone.start(application, Map.of())) {
            PrintWriter out = spec.commandLine().getOut();
            phrasings(parley.part(Proposals.class).open(), parley.part(Knowledge.class), out);
            entries(parley.part(Knowledge.class), out);
            return 0;
        }
    }

    @Command(name = "publish", mixinStandardHelpOptions = true, description = "Make phrasings part of their entries; let the bot answer with entries that have an answer.")
    int publish(@Parameters(paramLabel = "ID", arity = "1..*", description = "As listed.") List<String> ids) {
        return decide("published", ids, Proposals::publish, (editing, id) -> editing.publish(id).isPresent());
    }

    @Command(name = "dismiss", mixinStandardHelpOptions = true, description = "Never make these phrasings part of their entries; take these entries out of use.")
    int dismiss(@Parameters(paramLabel = "ID", arity = "1..*", description = "As listed.") List<String> ids) {
        return decide("dismissed", ids, Proposals::dismiss, (editing, id) -> editing.retire(id).isPresent());
    }

    private int decide(String done, List<String> ids, BiPredicate<Proposals, Long> phrasing,
            BiPredicate<FaqEditing, FaqId> entry) {
        try (Standalone parley = Standalone.start(application, Map.of())) {
            boolean isAllDone = true;
            for (String id : ids) {
                boolean isDone = id.matches(PHRASING)
                        ? phrasing.test(parley.part(Proposals.class), Long.valueOf(id.substring(1)))
                        : entry.test(parley.part(FaqEditing.class), new FaqId(id));
                spec.commandLine().getOut()
                        .println(isDone ? id + " is " + done + "." : id + " is nothing that waits for review.");
                isAllDone &= isDone;
            }
            return isAllDone ? 0 : 1;
        }
    }

    private void phrasings(List<Proposal> proposals, Knowledge knowledge, PrintWriter out) {
        out.printf(Locale.ROOT, "%,d phrasings wait for review.%n", proposals.size());
        for (Proposal proposal : proposals.stream().limit(most).toList()) {
            String question = knowledge.entry(proposal.entry()).map(FaqEntry::question)
                    .orElse(proposal.entry().value());
            out.printf(Locale.ROOT, "p%-6d %s%n        asks %s%n        %d for it, %d against; probably right: %s%n",
                    proposal.id(), text(proposal.text()), text(question), proposal.helpful(), proposal.unhelpful(),
                    EvaluationTable.percent(proposal.probability()));
        }
    }

    private void entries(Knowledge knowledge, PrintWriter out) {
        out.printf(Locale.ROOT, "%,d entries wait for review.%n", knowledge.drafts());
        for (FaqEntry draft : knowledge.waiting(most)) {
            out.printf("%s%n        %s%n        %s%n", draft.id(), text(draft.question()),
                    draft.answer() == null ? "(no answer yet)" : text(draft.answer()));
        }
    }

    /** One line, without signs that a terminal would take for orders. */
    private static String text(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= TEXT ? line : line.substring(0, TEXT - 1) + "…";
    }
}
