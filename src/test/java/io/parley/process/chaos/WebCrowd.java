package io.parley.process.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/** Visitors of the shop's site who ask over HTTP, one question after the other, and try again until they are answered. */
final class WebCrowd extends Crowd {
    private static final Duration PATIENCE = Duration.ofSeconds(35);
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final List<Integer> ports;
    private final int people;
    private final Deque<Visitor> free = new ArrayDeque<>();
    private final AtomicInteger visitors = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger wrong = new AtomicInteger();
    private volatile boolean open = true;

    WebCrowd(List<Integer> ports, int people) {
        super("web", 10);
        this.ports = ports;
        this.people = people;
    }

    /** A visitor's questions and answers; a visitor asks one instance after the other. */
    private static final class Visitor extends Talk {
        private final String session;

        Visitor(int number, List<Question> questions) {
            super(questions);
            this.session = "visitor-" + number;
        }

        @Override
        List<String> seen() {
            return List.of();
        }
    }

    @Override
    synchronized void ask() {
        if (waiting.get() >= people) {
            return;
        }
        waiting.incrementAndGet();
        Visitor visitor = free.isEmpty() ? new Visitor(visitors.getAndIncrement(), questions()) : free.remove();
        Asked asked = note(visitor.next());
        visitor.add(asked);
        Thread.ofVirtual().start(() -> {
            answer(visitor, asked);
            waiting.decrementAndGet();
            if (!visitor.isOver()) {
                setFree(visitor);
            }
        });
    }

    private synchronized void setFree(Visitor visitor) {
        free.add(visitor);
    }

    private void answer(Visitor visitor, Asked asked) {
        byte[] body = JsonMapper.shared().writeValueAsBytes(Map.of("sessionId", visitor.session, "message",
                asked.question().text(), "clientMessageId", UUID.randomUUID().toString()));
        for (int attempt = 0; open && !asked.isAnswered(); attempt++) {
            ask(ports.get((asked().size() + attempt) % ports.size()), body, asked);
        }
    }

    private void ask(int port, byte[] body, Asked asked) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/chat"))
                .timeout(PATIENCE).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() == 200) {
                note(response.body(), asked);
            } else if (response.statusCode() != 202) {
                Thread.sleep(AGAIN);
            }
        } catch (IOException e) {
            pause();
        } catch (InterruptedException e) {
            open = false;
        }
    }

    private void note(String body, Asked asked) {
        if (!JsonMapper.shared().readTree(body).path("reply").asString("").contains(asked.question().answer())) {
            wrong.incrementAndGet();
        }
        asked.answered();
    }

    private void pause() {
        try {
            Thread.sleep(AGAIN);
        } catch (InterruptedException e) {
            open = false;
        }
    }

    @Override
    void look() {
        // Each visitor waits for the answer.
    }

    /** A reply to a question is one; whether it is the right one shows an order that was lost. */
    @Override
    int doubled() {
        return 0;
    }

    @Override
    int outOfOrder() {
        return wrong.get();
    }

    void close() {
        open = false;
        http.shutdownNow();
    }
}
