package io.parley.channel;

import org.jspecify.annotations.Nullable;

/** Takes what a service says about the people who write where agents are. */
public interface AgentContacts {
    /**
     * Keeps a person's name and mail address.
     *
     * @param externalId the service's id of the person
     * @param email null unless the service has verified it and the person belongs to the company
     */
    void keep(ChannelName channel, String externalId, @Nullable String name, @Nullable String email);
}
