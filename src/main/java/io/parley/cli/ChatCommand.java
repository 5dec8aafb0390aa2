package io.parley.cli;

import io.parley.answering.Answering;
import io.parley.learning.OperatorVotes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A conversation on the terminal. */
@Command(name = "chat", mixinStandardHelpOptions = true, description = {"Talk with the bot on the terminal.",
        "A number picks one of the choices, 0 none of them; +1 and -1 vote on the answer before;",
        "/reset forgets what was said; /quit ends."})
final class ChatCommand implements Callable<Integer> {
    private static final String PROMPT = "> ";
    /** With these words people leave, and the bot says goodbye to them. */
    private static final Set<String> GOODBYE = Set.of("quit", "exit");

    private final Application application;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--random", paramLabel = "FILE", description = {
            "Begin with a question that is drawn from the column \"question\" of a CSV file;",
            "an empty line then draws another."})
    private @Nullable Path questions;

    ChatCommand(Application application) {
        this.application = application;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        RandomQuestions drawn = questions == null ? RandomQuestions.NONE : RandomQuestions.of(questions);
        Optional<Partner> server = RunningServer.find().flatMap(ChatCommand::at);
        if (server.isPresent()) {
            talk(server.get(), drawn, out);
            return 0;
        }
        try (Standalone parley = application.open(Map.of(), spec.commandLine().getErr())) {
            TerminalConversation conversation = new TerminalConversation(parley.part(Answering.class),
                    parley.part(OperatorVotes.class));
            talk(conversation::say, drawn, out);
            return 0;
        }
    }

    /** Answers the lines that are typed. */
    @FunctionalInterface
    private interface Partner {
        List<String> say(String line);
    }

    /** The server, if it answers. */
    private static Optional<Partner> at(RunningServer server) {
        String id = UUID.randomUUID().toString();
        return server.say(id, TerminalConversation.RESET)
                .map(forgotten -> line -> server.say(id, line).orElse(List.of("The server does not answer any more.")));
    }

    private static void talk(Partner conversation, RandomQuestions drawn, PrintWriter out) throws IOException {
        out.println("Ask something; +1 or -1 says whether the answer helped, /quit ends.");
        answer(drawn.next(), conversation, out);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, terminalCharset()));
        String line = prompt(in, out);
        while (line != null && !line.equals("/quit")) {
            if (line.isEmpty() && drawn.questions().isEmpty()) {
                out.println("Nothing was asked.");
            } else if (line.isEmpty()) {
                answer(drawn.next(), conversation, out);
            } else {
                print(conversation.say(line), out);
            }
            line = GOODBYE.contains(line) ? null : prompt(in, out);
        }
    }

    private static @Nullable String prompt(BufferedReader in, PrintWriter out) throws IOException {
        out.print(PROMPT);
        out.flush();
        String line = in.readLine();
        return line == null ? null : line.strip();
    }

    private static void answer(@Nullable String question, Partner conversation, PrintWriter out) {
        if (question != null) {
            out.println("Drawn: " + question);
            print(conversation.say(question), out);
        }
    }

    private static void print(List<String> lines, PrintWriter out) {
        lines.forEach(out::println);
        out.println();
    }

    private static Charset terminalCharset() {
        return Charset.forName(System.getProperty("stdin.encoding", System.getProperty("native.encoding", "UTF-8")));
    }
}
