package io.parley.channel.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.Attempts;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Frames that no browser sends: wrong as WebSocket's protocol has it, or as the chat's has. */
class HostileFramesTest extends ChatLine {
    private static final int FINAL = 0x80;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    /** A close frame of 125 bytes at most, in which the status comes first. */
    private static final int CLOSED = FINAL | CLOSE;
    private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate\r\n";
    private static final int POLICY_VIOLATION = 1008;
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

    @Test
    void closeTheSocketThatTheyComeOver() throws IOException {
        Attempts attempts = new Attempts("hostile WebSocket frames, as the protocol has them");
        for (Map.Entry<String, byte[]> frame : wrongFrames().entrySet()) {
            try (Socket socket = open("")) {
                attempts.note(frame.getKey(), closedWith(socket, frame.getValue()) >= 1002);
            }
        }
        attempts.wereStopped(12);
        assertThat(bot.events()).isEmpty();
    }

    @Test
    void areRefusedAndTheSocketGoesOn() {
        Attempts attempts = new Attempts("hostile WebSocket frames, as the chat has them");
        try (ChatClient visitor = ChatClient.visits(port)) {
            for (String frame : List.of("{\"type\":\"message\",\"text\":{\"a\":1}}",
                    "{\"type\":\"message\",\"text\":null}",
                    "{\"type\":\"message\",\"text\":\"a\\u0000\"}", "{\"type\":\"message\",\"text\":\"\\udc00\"}",
                    "{\"type\":\"message\",\"text\":\"a\",\"text\":\"b\"}", "{\"type\":\"message\",\"text\":\"a\"}{}",
                    "{\"type\":\"admin\",\"text\":\"a\"}", "{\"type\":[\"message\"]}", "[".repeat(30_000),
                    "{\"a\":".repeat(10_000),
                    "{\"type\":\"vote\",\"messageId\":\"1\",\"vote\":" + "9".repeat(50_000) + "}",
                    "{\"type\":\"vote\",\"messageId\":\"' or 1=1\",\"vote\":1}",
                    "{\"type\":\"choice\",\"messageId\":\"1\",\"id\":\"1\"}",
                    "{\"type\":\"message\",\"text\":\"" + "x".repeat(8_001) + "\"}", "x".repeat(400_000))) {
                visitor.sendsRaw(frame);
                attempts.note(frame.substring(0, Math.min(60, frame.length())),
                        visitor.next("ack", "error").path("type").asString().equals("error"));
            }
            attempts.wereStopped(14);
            assertThat(bot.events()).isEmpty();
            visitor.says("and now", "q1");
            assertThat(visitor.nextAnswer().path("text").asString()).isEqualTo("You said: and now");
        }
    }

    @Test
    void countThoughTheyAskForNothingButASignOfLife() throws IOException {
        for (int kind : new int[]{PING, PONG}) {
            byte[] many = new byte[0];
            for (int i = 0; i < 1_500; i++) {
                many = both(many, both(frame(FINAL | kind, HELLO), frame(FINAL | kind, new byte[0])));
            }
            for (String header : List.of("", DEFLATE)) {
                try (Socket socket = open(header)) {
                    assertThat(closedWith(socket, many)).as("kind %d", kind).isEqualTo(POLICY_VIOLATION);
                }
            }
        }
    }

    private static Map<String, byte[]> wrongFrames() {
        Map<String, byte[]> frames = new LinkedHashMap<>();
        frames.put("not masked", new byte[]{(byte) (FINAL | TEXT), 1, 'a'});
        frames.put("a reserved bit", frame(FINAL | 0x10 | TEXT, HELLO));
        frames.put("all reserved bits", frame(FINAL | 0x70 | TEXT, HELLO));
        frames.put("a reserved kind", frame(FINAL | 3, HELLO));
        frames.put("a reserved control frame", frame(FINAL | 11, HELLO));
        frames.put("a ping in pieces", frame(PING, HELLO));
        frames.put("a ping of 126 bytes", frame(FINAL | PING, new byte[126]));
        frames.put("a continuation of nothing", frame(FINAL, HELLO));
        frames.put("a text within a text", both(frame(TEXT, HELLO), frame(FINAL | TEXT, HELLO)));
        frames.put("no UTF-8", frame(FINAL | TEXT, new byte[]{(byte) 0xc3, 0x28}));
        frames.put("bytes", frame(FINAL | BINARY, HELLO));
        frames.put("a close of one byte", frame(CLOSED, new byte[1]));
        frames.put("a close that is no UTF-8", frame(CLOSED, new byte[]{3, (byte) 0xe8, (byte) 0xff}));
        frames.put("a text of more than a million bytes", frame(FINAL | TEXT, "x".repeat(1_100_000).getBytes(
                StandardCharsets.US_ASCII)));
        frames.put("a length of 2^63", new byte[]{(byte) (FINAL | TEXT), (byte) 0xff, (byte) 0xff, 0, 0, 0, 0, 0, 0, 0,
                0, 0, 0, 0});
        return frames;
    }

    /** A frame with a mask of zeros. */
    private static byte[] frame(int first, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    private static byte[] both(byte[] one, byte[] other) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(one);
        all.writeBytes(other);
        return all.toByteArray();
    }

    private Socket open(String header) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(("GET /ws/chat HTTP/1.1\r\nHost: localhost:" + port
                + "\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + header + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) socket.getInputStream().read());
        }
        assertThat(head).startsWith("HTTP/1.1 101");
        return socket;
    }

    /** Sends bytes, and reads until the server closes; the status that it gives, 0 for none. */
    private static int closedWith(Socket socket, byte[] sent) throws IOException {
        try {
            socket.getOutputStream().write(sent);
        } catch (SocketException e) {
            // It hung up before it had read all; what it said before counts.
        }
        DataInputStream in = new DataInputStream(socket.getInputStream());
        while (true) {
            int first = in.readUnsignedByte();
            int length = in.readUnsignedByte();
            byte[] payload = new byte[length == 126 ? in.readUnsignedShort() : length];
            in.readFully(payload);
            if (first == CLOSED) {
                return ByteBuffer.wrap(payload).getShort();
            }
        }
    }
}
