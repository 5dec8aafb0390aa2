package io.parley.fake.model;

import java.util.List;
import java.util.Map;

/**
 * A request that a fake model received.
 *
 * @param protocol in which protocol
 * @param path     at which path, without the query
 * @param headers  by name in lower case
 * @param body     as it came
 * @param texts    what the model was given to read, in order, instructions first
 */
public record ModelRequest(Protocol protocol, String path, Map<String, String> headers, String body,
        List<String> texts) {

    /** The instructions. */
    public String system() {
        return texts.getFirst();
    }

    /** Everything that the model was given to read. */
    public String everything() {
        return String.join("\n", texts);
    }
}
