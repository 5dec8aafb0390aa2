package io.parley.actor;

/**
 * An agent or a program that does something. Two are one by their kind and number. A name stands beside it, as people saw it,
 * and identifies nobody: it can be changed, and another can have it later.
 */
public sealed interface Actor {

    /**
     * An agent.
     *
     * @param id their account's, which no other account gets when it is gone
     */
    record Agent(long id) implements Actor {
        @Override
        public String word() {
            return "agent:" + id;
        }
    }

    /**
     * A program.
     *
     * @param id its API key's
     */
    record Program(long id) implements Actor {
        @Override
        public String word() {
            return "program:" + id;
        }
    }

    /** Its number among those of its kind. */
    long id();

    /** The word by which it is stored, such as {@code agent:5}. */
    String word();

    /**
     * The one of a word.
     *
     * @throws IllegalArgumentException when it is no such word
     */
    static Actor of(String word) {
        String[] parts = word.split(":", 2);
        return switch (parts[0]) {
            case "agent" -> new Agent(Long.parseLong(parts[1]));
            case "program" -> new Program(Long.parseLong(parts[1]));
            default -> throw new IllegalArgumentException("No actor is stored as " + word);
        };
    }
}
