package io.parley.channel.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that answers as it is told, and keeps what it took. */
final class ScriptedSmtp implements AutoCloseable {
    /** In place of an answer: the connection ends. */
    static final String END = "";

    final List<String> taken = new CopyOnWriteArrayList<>();
    /** The commands that it got. */
    final List<String> said = new CopyOnWriteArrayList<>();
    private final ServerSocket entrance;
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    ScriptedSmtp() {
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "smtp://127.0.0.1:" + entrance.getLocalPort();
    }

    /** Sets the answer to a command, such as {@code RCPT}, or to the end of a mail, which is {@code "."}. */
    ScriptedSmtp answering(String command, String answer) {
        answers.put(command, answer);
        return this;
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket socket = entrance.accept();
                Thread.ofVirtual().start(() -> talk(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void talk(Socket socket) {
        try (socket;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            OutputStream out = socket.getOutputStream();
            boolean goesOn = say(out, "220 ready");
            for (String line = in.readLine(); goesOn && line != null; line = in.readLine()) {
                said.add(line);
                String command = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
                goesOn = say(out, answers.getOrDefault(command, command.equals("DATA") ? "354 go on" : "250 ok"));
                if (goesOn && command.equals("DATA") && answers.getOrDefault("DATA", "354").startsWith("354")) {
                    goesOn = say(out, end(in));
                }
            }
        } catch (IOException e) {
            // The client has disconnected.
        }
    }

    private String end(BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append("\r\n");
        }
        String answer = answers.getOrDefault(".", "250 taken");
        if (answer.isEmpty() || answer.startsWith("250")) {
            taken.add(mail.toString());
        }
        return answer;
    }

    private static boolean say(OutputStream out, String answer) throws IOException {
        if (!answer.isEmpty()) {
            out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
        return !answer.isEmpty();
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
