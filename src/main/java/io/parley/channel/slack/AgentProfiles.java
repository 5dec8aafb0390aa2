package io.parley.channel.slack;

import static io.parley.channel.slack.SlackPayload.text;

import com.slack.api.methods.Methods;
import com.slack.api.methods.RequestFormBuilder;
import com.slack.api.methods.SlackApiErrorResponse;
import com.slack.api.methods.request.users.UsersInfoRequest;
import io.parley.channel.AgentContacts;
import io.parley.channel.slack.api.CallResult;
import io.parley.channel.slack.api.SlackApi;
import io.parley.channel.slack.api.SlackSettings;
import io.parley.channel.slack.api.SlackTarget;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Learns who writes and presses in the agents' channel, before what they did is looked at; each person once. */
final class AgentProfiles {
    private final SlackApi api;
    private final AgentContacts contacts;
    private final String agentChannel;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    AgentProfiles(SlackApi api, AgentContacts contacts, SlackSettings settings) {
        this.api = api;
        this.contacts = contacts;
        this.agentChannel = settings.agentsPlace().map(SlackTarget.Agents::channel).orElse("");
    }

    /** What Slack says about a person. */
    static final class Answer extends SlackApiErrorResponse {
        private @Nullable User user;
    }

    /** A person. */
    static final class User {
        private boolean deleted;
        private boolean isBot;
        private boolean isRestricted;
        private boolean isUltraRestricted;
        private boolean isStranger;
        private @Nullable Boolean isEmailConfirmed;
        private @Nullable String realName;
        private @Nullable Profile profile;

        /** Whether they belong to the company, and it is no guest. */
        boolean isColleague() {
            return !deleted && !isBot && !isRestricted && !isUltraRestricted && !isStranger;
        }
    }

    /** What a person shows of themselves. */
    static final class Profile {
        private @Nullable String email;
        private @Nullable String displayName;
        private @Nullable String realName;
    }

    /** Asks Slack who did something in the agents' channel. When Slack does not say so, the next thing they do asks again. */
    void learn(SlackPayload payload) {
        String user = actor(payload);
        if (!user.isEmpty() && !known.contains(user)) {
            CallResult<Answer> result = api.call(Methods.USERS_INFO,
                    RequestFormBuilder.toForm(UsersInfoRequest.builder().user(user).build()), Answer.class);
            if (result instanceof CallResult.Ok<Answer>(Answer answer) && answer.user != null) {
                keep(user, answer.user);
                known.add(user);
            }
        }
    }

    private void keep(String id, User user) {
        Profile profile = user.profile == null ? new Profile() : user.profile;
        boolean confirmed = user.isColleague() && Boolean.TRUE.equals(user.isEmailConfirmed);
        contacts.keep(SlackTarget.SLACK, id, name(user, profile), confirmed ? profile.email : null);
    }

    private static @Nullable String name(User user, Profile profile) {
        String shown = text(profile.displayName).isBlank() ? profile.realName : profile.displayName;
        return text(shown).isBlank() ? user.realName : shown;
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
