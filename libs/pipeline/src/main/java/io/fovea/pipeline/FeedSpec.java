package io.fovea.pipeline;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A WebSocket whose messages hold bars as JSON.
 *
 * @param url {@code ws:} or {@code wss:}
 * @param subscribe texts sent once connected, in order
 * @param bars JSON pointer in a message to its bar or list of bars; empty for the message itself
 * @param fields JSON pointers from a bar to its parts
 * @param sequence JSON pointer in a message to a number that rises by one: what is left out is a gap
 */
public record FeedSpec(URI url, List<String> subscribe, String bars, BarColumns fields, Optional<String> sequence) {

    public FeedSpec {
        subscribe = List.copyOf(subscribe);
    }
}
