package io.parley.channel.email.sender;

import io.parley.channel.email.message.Domains;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One {@code Authentication-Results} header: a mail server's findings about the sender of a mail
 * (<a href="https://www.rfc-editor.org/rfc/rfc8601">RFC 8601</a>, section 2.2). It is read once, from left to right;
 * comments are left out, and a part that is not understood is ignored.
 *
 * @param server the server's authserv-id in lower case; empty where there is none, as in Microsoft's
 */
record AuthenticationResults(String server, List<Result> results) {
    private static final int MOST_RESULTS = 100;
    private static final int MOST_PROPERTIES = 50;

    /**
     * The findings of one method.
     *
     * @param method {@code dmarc}, {@code dkim}, {@code spf} or another, in lower case
     * @param value {@code pass}, {@code fail} or another word, in lower case
     * @param properties on what it looked, such as {@code header.d}
     */
    record Result(String method, String value, Map<String, String> properties) {
        /** The domain that a property names, alone or in an address. */
        Optional<String> domain(String property) {
            return Optional.ofNullable(properties.get(property)).map(Domains::of).filter(domain -> !domain.isEmpty());
        }
    }

    /** Reads a header's value. */
    static AuthenticationResults of(String header) {
        Reading reading = new Reading(header);
        List<Pair> first = reading.clause();
        boolean named = !first.isEmpty() && !first.getFirst().hasValue();
        String server = named ? first.getFirst().key() : "";
        List<Result> results = new ArrayList<>();
        List<Pair> clause = named ? reading.clause() : first;
        while (!(clause.isEmpty() && reading.isDone()) && results.size() < MOST_RESULTS) {
            result(clause).ifPresent(results::add);
            clause = reading.clause();
        }
        return new AuthenticationResults(server, List.copyOf(results));
    }

    private static Optional<Result> result(List<Pair> clause) {
        if (clause.isEmpty() || !clause.getFirst().hasValue()) {
            return Optional.empty();
        }
        Map<String, String> properties = new HashMap<>();
        clause.stream().skip(1).filter(Pair::hasValue)
                .forEach(pair -> properties.putIfAbsent(pair.key(), pair.value()));
        String method = clause.getFirst().key().split("/", 2)[0];
        return Optional.of(new Result(method, clause.getFirst().value().toLowerCase(Locale.ROOT), properties));
    }

    /** The results of a method. */
    Stream<Result> results(String method) {
        return results.stream().filter(result -> result.method().equals(method));
    }

    /** A word, and what stands behind its {@code =}. */
    private record Pair(String key, boolean hasValue, String value) {}

    /** A place in the header; it only moves on. */
    private static final class Reading {
        private final String text;
        private int at;

        Reading(String text) {
            this.text = text;
        }

        boolean isDone() {
            return at >= text.length();
        }

        /** The words up to the next semicolon, or the end. */
        List<Pair> clause() {
            List<Pair> pairs = new ArrayList<>();
            skipBlanks();
            while (!isDone() && text.charAt(at) != ';') {
                Pair pair = pair();
                if (pairs.size() < MOST_PROPERTIES) {
                    pairs.add(pair);
                }
                skipBlanks();
            }
            at++;
            return pairs;
        }

        private Pair pair() {
            String key = word(";=(").toLowerCase(Locale.ROOT);
            skipBlanks();
            if (isDone() || text.charAt(at) != '=') {
                return new Pair(key, false, "");
            }
            at++;
            skipBlanks();
            return new Pair(key, true, word(";("));
        }

        private String word(String ends) {
            StringBuilder word = new StringBuilder();
            while (!isDone() && !isBlank() && ends.indexOf(text.charAt(at)) < 0) {
                if (text.charAt(at) == '"') {
                    quoted(word);
                } else {
                    word.append(text.charAt(at++));
                }
            }
            return word.toString();
        }

        private void quoted(StringBuilder word) {
            at++;
            while (!isDone() && text.charAt(at) != '"') {
                at += text.charAt(at) == '\\' && at + 1 < text.length() ? 1 : 0;
                word.append(text.charAt(at++));
            }
            at++;
        }

        private void skipBlanks() {
            while (!isDone() && (isBlank() || text.charAt(at) == '(')) {
                if (text.charAt(at) == '(') {
                    skipComment();
                } else {
                    at++;
                }
            }
        }

        private void skipComment() {
            int open = 0;
            do {
                switch (text.charAt(at)) {
                    case '(' -> open++;
                    case ')' -> open--;
                    case '\\' -> at++;
                    default -> {
                    }
                }
                at++;
            } while (!isDone() && open > 0);
        }

        private boolean isBlank() {
            return text.charAt(at) <= ' ';
        }
    }
}
