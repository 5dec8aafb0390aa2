package io.parley.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** HTTP by hand, for requests that no client writes. */
public final class RawHttp {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");
    private static final int PATIENCE_MS = 20_000;

    private RawHttp() {}

    /** A request that asks for the connection to be closed; the header lines have no line ends. */
    public static byte[] request(String firstLine, List<String> headers, byte[] body) {
        List<String> lines = new ArrayList<>(List.of(firstLine));
        lines.addAll(headers);
        lines.add("Connection: close");
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        return request.toByteArray();
    }

    /** All that the server of that port sends until it closes the connection. */
    public static String answer(int port, byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MS);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                socket.getOutputStream().write(request);
                socket.getInputStream().transferTo(answer);
            } catch (java.net.SocketException e) {
                // The server hung up on what it did not want to read; what it said before counts.
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    /** The statuses of the answers to what was sent. */
    public static List<Integer> statuses(String answer) {
        return STATUS.matcher(answer).results().map((MatchResult status) -> Integer.valueOf(status.group(1))).toList();
    }
}
