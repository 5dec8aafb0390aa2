package io.parley.conversation;

import io.parley.answering.Answering;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds among what a customer wrote what they want to know. */
@Component
public class CustomersWords {
    private final Answering answering;

    CustomersWords(Answering answering) {
        this.answering = answering;
    }

    /**
     * The last text that has a question in it; thanks, greetings and the mere wish for a person have none.
     *
     * @param written what they wrote, the last first
     */
    public Optional<String> question(List<String> written) {
        return written.stream().filter(answering::hasQuestion).findFirst();
    }
}
