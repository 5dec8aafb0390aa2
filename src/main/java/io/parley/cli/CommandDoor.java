package io.parley.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.answering.Answering;
import io.parley.database.DataDirectory;
import io.parley.learning.OperatorVotes;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Lets commands of the same user ask a server that runs, instead of starting all over: on the loopback interface, with a
 * secret that stands in a file of the data directory which only that user can read. To everybody else it says nothing.
 */
@Component
@ConditionalOnWebApplication
@ConditionalOnBooleanProperty(name = "parley.serving", matchIfMissing = true)
class CommandDoor implements SmartLifecycle {
    /** Before the secret, in the header {@code Authorization}. */
    static final String BEARER = "Bearer ";
    /** Runs a command; the body holds its words. */
    static final String COMMAND = "/command";
    /** Answers a line of a conversation; the body holds its id and the line. */
    static final String CHAT = "/chat";
    /** The separator between the words of a command. */
    static final String BETWEEN = "\0";

    private static final Logger log = LoggerFactory.getLogger(CommandDoor.class);
    private static final int MOST_AT_ONCE = 4;
    private static final int MAX_BODY = 64 << 10;
    private static final int SECRET_BYTES = 32;
    private static final int CONVERSATIONS = 16;

    private final ApplicationContext context;
    private final DataDirectory data;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final byte[] secret = new byte[SECRET_BYTES];
    private final Map<String, TerminalConversation> conversations = new LinkedHashMap<>();
    private @Nullable HttpServer server;
    private String content = "";

    CommandDoor(ApplicationContext context, DataDirectory data) {
        this.context = context;
        this.data = data;
        new SecureRandom().nextBytes(secret);
    }

    @Override
    public void start() {
        try {
            HttpServer opened = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            opened.setExecutor(threads);
            opened.createContext("/", this::answer);
            opened.start();
            server = opened;
            content = new ServerFile(opened.getAddress().getPort(), HexFormat.of().formatHex(secret),
                    ServerFile.database(context.getEnvironment())).content();
            data.writeSecret(ServerFile.NAME, content);
        } catch (IOException | UncheckedIOException e) {
            log.warn("Commands beside this server start all by themselves: {}", e.getMessage());
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
        threads.shutdownNow();
        removeFile();
    }

    /** Another server may have put its own there. */
    private void removeFile() {
        Path file = data.resolve(ServerFile.NAME);
        try {
            if (Files.isRegularFile(file) && Files.readString(file).equals(content)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            log.info("{} stays, and says nothing any more: {}", file, e.getMessage());
        }
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] words = isAllowed(exchange) ? words(exchange) : new String[0];
            if (words.length == 0 || !places.tryAcquire()) {
                exchange.sendResponseHeaders(words.length == 0 ? 404 : 503, -1);
                return;
            }
            try {
                respond(exchange, words);
            } finally {
                places.release();
            }
        }
    }

    private boolean isAllowed(HttpExchange exchange) {
        String shown = exchange.getRequestHeaders().getFirst("Authorization");
        String wanted = BEARER + HexFormat.of().formatHex(secret);
        return shown != null && exchange.getRequestMethod().equals("POST")
                && MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8),
                        wanted.getBytes(StandardCharsets.UTF_8));
    }

    private static String[] words(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
        String[] words = new String(body, StandardCharsets.UTF_8).split(BETWEEN, -1);
        boolean isChat = exchange.getRequestURI().getPath().equals(CHAT) && words.length == 2;
        boolean isCommand = exchange.getRequestURI().getPath().equals(COMMAND) && RunningServer.isForServer(words);
        return body.length < MAX_BODY && (isChat || isCommand) ? words : new String[0];
    }

    private void respond(HttpExchange exchange, String[] words) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        try (Writer writer = new BufferedWriter(
                new OutputStreamWriter(exchange.getResponseBody(), StandardCharsets.UTF_8));
                PrintWriter out = CommandLines.sending(CommandLines.OUT, writer);
                PrintWriter err = CommandLines.sending(CommandLines.ERR, writer)) {
            int code = exchange.getRequestURI().getPath().equals(CHAT)
                    ? say(words[0], words[1], out)
                    : Commands.commandLine(Application.running(context)).setOut(out).setErr(err).execute(words);
            writer.write(CommandLines.exit(code));
        }
    }

    private int say(String id, String line, PrintWriter out) {
        TerminalConversation conversation = conversation(id);
        synchronized (conversation) {
            conversation.say(line).forEach(out::println);
        }
        return 0;
    }

    private TerminalConversation conversation(String id) {
        synchronized (conversations) {
            TerminalConversation known = conversations.remove(id);
            TerminalConversation conversation = known == null
                    ? new TerminalConversation(context.getBean(Answering.class), context.getBean(OperatorVotes.class))
                    : known;
            conversations.put(id, conversation);
            if (conversations.size() > CONVERSATIONS) {
                conversations.remove(conversations.keySet().iterator().next());
            }
            return conversation;
        }
    }
}
