package io.parley.channel.slack;

import static io.parley.channel.slack.SlackPayload.text;

import io.parley.channel.AgentContacts;
import io.parley.channel.slack.api.SlackSettings;
import io.parley.channel.slack.api.SlackTarget;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** Learns who writes and presses in the agents' channel, before what they did is looked at; each person once. */
final class AgentProfiles {
    private final Directory directory;
    private final AgentContacts contacts;
    private final String agentChannel;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    AgentProfiles(Directory directory, AgentContacts contacts, SlackSettings settings) {
        this.directory = directory;
        this.contacts = contacts;
        this.agentChannel = settings.agentsPlace().map(SlackTarget.Agents::channel).orElse("");
    }

    /** Asks Slack who did something in the agents' channel. When Slack does not say so, the next thing they do asks again. */
    void learn(SlackPayload payload) {
        String user = actor(payload);
        if (!user.isEmpty() && !known.contains(user)) {
            directory.find(user).ifPresent(found -> directory.isMember(found).ifPresent(isMember -> {
                contacts.keep(SlackTarget.SLACK, user, found.name(), isMember ? found.confirmedEmail() : null);
                known.add(user);
            }));
        }
    }

    /** The person who wrote under a message, or pressed a button, in the agents' channel; empty if nobody did. */
    private String actor(SlackPayload payload) {
        if (agentChannel.isEmpty()) {
            return "";
        }
        JsonNode event = payload.event();
        boolean wrote = text(event, "channel").equals(agentChannel) && !text(event, "thread_ts").isEmpty()
                && text(event, "bot_id").isEmpty();
        JsonNode content = payload.content();
        boolean pressed = text(content.path("container"), "channel_id").equals(agentChannel);
        return wrote ? text(event, "user") : pressed ? text(content.path("user"), "id") : "";
    }
}
