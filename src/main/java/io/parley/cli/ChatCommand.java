package io.parley.cli;

import io.parley.answering.Answering;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A conversation on the terminal. */
@Command(name = "chat", mixinStandardHelpOptions = true, description = {"Talk with the bot on the terminal.",
        "A number picks one of the choices; /reset forgets what was said; /quit ends."})
final class ChatCommand implements Callable<Integer> {
    private static final String PROMPT = "> ";

    private final Class<?> application;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--random", paramLabel = "FILE", description = {
            "Begin with a question that is drawn from the column \"question\" of a CSV file;",
            "an empty line then draws another."})
    private @Nullable Path questions;

    ChatCommand(Class<?> application) {
        this.application = application;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        RandomQuestions drawn = questions == null ? RandomQuestions.NONE : RandomQuestions.of(questions);
        try (Standalone parley = Standalone.start(application, Map.of())) {
            TerminalConversation conversation = new TerminalConversation(parley.part(Answering.class));
            out.println("Ask something; /quit ends.");
            answer(drawn.next(), conversation, out);
            talk(conversation, drawn, out);
            return 0;
        }
    }

    private static void talk(TerminalConversation conversation, RandomQuestions drawn, PrintWriter out)
            throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, terminalCharset()));
        String line = prompt(in, out);
        while (line != null && !line.equals("/quit")) {
            if (line.isEmpty()) {
                answer(drawn.next(), conversation, out);
            } else {
                print(conversation.say(line), out);
            }
            line = prompt(in, out);
        }
    }

    private static @Nullable String prompt(BufferedReader in, PrintWriter out) throws IOException {
        out.print(PROMPT);
        out.flush();
        String line = in.readLine();
        return line == null ? null : line.strip();
    }

    private static void answer(@Nullable String question, TerminalConversation conversation, PrintWriter out) {
        if (question != null) {
            out.println(PROMPT + question);
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
