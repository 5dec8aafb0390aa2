package io.parley.answering.model;

import java.util.Locale;
import java.util.Optional;

/** Counts what calls of the model cost, and tells whether there may be one more. */
public interface ModelMeter {
    /** Counts nothing and allows everything. */
    ModelMeter FREE = (purpose, model, tokensIn, tokensOut, most) -> Optional.of(Call.UNCOUNTED);

    /** What the model is called for. */
    enum Purpose {
        /** To answer a customer. */
        ANSWER,
        /** To judge an answer. */
        JUDGE;

        /** The word by which it is stored. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A call that a limit asks to count can't be counted now. */
    final class Uncountable extends RuntimeException {
        /** @param cause why not */
        public Uncountable(Throwable cause) {
            super("A call of the model can't be counted.", cause);
        }
    }

    /** A call for which tokens are set aside. */
    interface Call {
        /** One that nobody counts. */
        Call UNCOUNTED = new Call() {
            @Override
            public void took(int tokensIn, int tokensOut) {}

            @Override
            public void didNotHappen() {}
        };

        /** Counts what it took in the place of what was set aside. */
        void took(int tokensIn, int tokensOut);

        /** Gives back what was set aside. */
        void didNotHappen();
    }

    /**
     * Sets aside what a call takes at most; stays counted when the process dies before the call ends.
     *
     * @param tokensIn at most so many that the model reads
     * @param tokensOut at most so many that it writes
     * @param most so many tokens may all calls for the purpose take in the day; 0 for any
     * @return empty when the budget of the day, or that of the purpose, does not allow it
     * @throws Uncountable when there is a budget and the call can't be counted
     */
    Optional<Call> begin(Purpose purpose, String model, int tokensIn, int tokensOut, long most);

    /** Whether the budget of the day is used up. */
    default boolean isSpent() {
        return false;
    }
}
