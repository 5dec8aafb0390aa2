package io.parley.channel.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.slack.api.methods.Methods;
import com.slack.api.methods.RequestFormBuilder;
import com.slack.api.methods.SlackApiErrorResponse;
import com.slack.api.methods.request.users.UsersInfoRequest;
import com.slack.api.methods.response.auth.AuthTestResponse;
import io.parley.channel.slack.api.CallResult;
import io.parley.channel.slack.api.SlackApi;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The people whom Slack knows, and which of them belong to the workspace. */
final class Directory {
    /** So many are asked about at once; Slack takes about a hundred such calls a minute. */
    private static final int MOST_ASKED = 80;
    private static final int MOST_KNOWN = 10_000;
    private static final Duration KNOWN = Duration.ofDays(1);

    private final SlackApi api;
    private final BotUser bot;
    private final Cache<String, Boolean> members = Caffeine.newBuilder().maximumSize(MOST_KNOWN)
            .expireAfterWrite(KNOWN).build();

    Directory(SlackApi api, BotUser bot) {
        this.api = api;
        this.bot = bot;
    }

    /** What Slack says about a person. */
    static final class Answer extends SlackApiErrorResponse {
        private @Nullable User user;
    }

    /** A person, as the API's <a href="https://docs.slack.dev/reference/objects/user-object">user object</a>. */
    static final class User {
        private @Nullable String teamId;
        private @Nullable EnterpriseUser enterpriseUser;
        private boolean deleted;
        private boolean isBot;
        private boolean isRestricted;
        private boolean isUltraRestricted;
        private boolean isStranger;
        private @Nullable Boolean isEmailConfirmed;
        private @Nullable String realName;
        private @Nullable Profile profile;

        /** The mail address, which was confirmed; null where it was not, or none is shown. */
        @Nullable
        String confirmedEmail() {
            return Boolean.TRUE.equals(isEmailConfirmed) && profile != null ? profile.email : null;
        }

        /** What the person is called; null where Slack does not say. */
        @Nullable
        String name() {
            Profile shown = profile == null ? new Profile() : profile;
            String name = SlackPayload.text(shown.displayName).isBlank() ? shown.realName : shown.displayName;
            return SlackPayload.text(name).isBlank() ? realName : name;
        }

        /**
         * Whether they belong to a workspace, and are no guest there. Somebody of another company whose channel is shared with
         * this one is none, though Slack does not call them a stranger.
         */
        private boolean isMemberOf(String team) {
            boolean isGuest = isRestricted || isUltraRestricted || isStranger;
            EnterpriseUser enterprise = enterpriseUser;
            boolean isHere = team.equals(teamId) || (enterprise != null && enterprise.teams.contains(team));
            return !deleted && !isBot && !isGuest && isHere;
        }
    }

    /** The workspaces of a person whose company has several. */
    static final class EnterpriseUser {
        private List<String> teams = List.of();
    }

    /** What a person shows of themselves. */
    static final class Profile {
        private @Nullable String email;
        private @Nullable String displayName;
        private @Nullable String realName;
    }

    /** Asks about a person; empty when Slack does not say. */
    Optional<User> find(String id) {
        CallResult<Answer> result = api.call(Methods.USERS_INFO,
                RequestFormBuilder.toForm(UsersInfoRequest.builder().user(id).build()), Answer.class);
        return result instanceof CallResult.Ok<Answer>(Answer answer)
                ? Optional.ofNullable(answer.user)
                : Optional.empty();
    }

    /** Whether a person is a member of the bot's own workspace and no guest; empty when Slack does not say which one that is. */
    Optional<Boolean> isMember(User user) {
        return team().map(user::isMemberOf);
    }

    private Optional<String> team() {
        if (bot.team().isEmpty() && BotIdentity.ask(api) instanceof CallResult.Ok<AuthTestResponse>(var me)) {
            bot.learn(me.getUserId(), me.getTeamId());
        }
        return Optional.of(bot.team()).filter(team -> !team.isEmpty());
    }

    /** Those of some people who are members and no guests. What Slack said within a day counts; the rest are asked about, some. */
    Set<String> members(Collection<String> people) {
        Set<String> found = new HashSet<>();
        int asked = 0;
        for (String id : people) {
            Boolean known = members.getIfPresent(id);
            if (known == null && asked < MOST_ASKED) {
                asked++;
                known = find(id).flatMap(this::isMember).orElse(null);
                keep(id, known);
            }
            if (Boolean.TRUE.equals(known)) {
                found.add(id);
            }
        }
        return found;
    }

    private void keep(String id, @Nullable Boolean isMember) {
        if (isMember != null) {
            members.put(id, isMember);
        }
    }
}
