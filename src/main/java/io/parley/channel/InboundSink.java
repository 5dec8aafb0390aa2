package io.parley.channel;

import java.util.List;

/** Takes what services deliver. The inbox is the one implementation. */
public interface InboundSink {
    /**
     * Stores the events in one transaction. When this returns, they are committed and the service may be told so; when it
     * throws, none is stored and the service must deliver again. An event whose key is known already is left alone.
     *
     * @return how many were new
     */
    int store(List<RawEvent> events);
}
