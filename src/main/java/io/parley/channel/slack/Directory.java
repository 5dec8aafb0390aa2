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
    /** What Slack says of an id that nobody has, or that the bot may not see: user_not_found, user_not_visible. */
    private static final String UNKNOWN = "user_not_";
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
            boolean isHere = team.equals(teamId) || (enterprise != null && enterprise.has(team));
            return !deleted && !isBot && !isGuest && isHere;
        }
    }

    /** The workspaces of a person whose company has several. */
    static final class EnterpriseUser {
        private @Nullable String enterpriseId;
        private List<String> teams = List.of();

        /** Whether it is one of them, or the company's organization, where the bot is installed for all of them. */
        private boolean has(String team) {
            return teams.contains(team) || team.equals(enterpriseId);
        }
    }

    /** What a person shows of themselves. */
    static final class Profile {
        private @Nullable String email;
        private @Nullable String displayName;
        private @Nullable String realName;
    }

    /** Asks about a person; empty when Slack does not say. */
    Optional<User> find(String id) {
        return ask(id) instanceof CallResult.Ok<Answer>(Answer answer)
                ? Optional.ofNullable(answer.user)
                : Optional.empty();
    }

    private CallResult<Answer> ask(String id) {
        return api.call(Methods.USERS_INFO, RequestFormBuilder.toForm(UsersInfoRequest.builder().user(id).build()),
                Answer.class);
    }

    /** Whether a person is a member of the bot's own workspace and no guest; empty when Slack does not say which one that is. */
    Optional<Boolean> isMember(User user) {
        return team().map(user::isMemberOf);
    }

    private Optional<String> team() {
        if (bot.team().isEmpty() && BotIdentity.ask(api) instanceof CallResult.Ok<AuthTestResponse>(var me)) {
            BotIdentity.learn(bot, me);
        }
        return Optional.of(bot.team()).filter(team -> !team.isEmpty());
    }

    /**
     * Those of some people who are members and no guests. What Slack said within a day counts; the rest are asked about, some,
     * until Slack does not answer.
     */
    Set<String> members(Collection<String> people) {
        Set<String> found = new HashSet<>();
        int asked = 0;
        for (String id : people) {
            Boolean known = members.getIfPresent(id);
            if (known == null && asked < MOST_ASKED) {
                asked++;
                Optional<Boolean> told = toldOf(id);
                told.ifPresent(isMember -> members.put(id, isMember));
                asked = told.isPresent() ? asked : MOST_ASKED;
                known = told.orElse(false);
            }
            if (Boolean.TRUE.equals(known)) {
                found.add(id);
            }
        }
        return found;
    }

    /** Whether somebody is a member and no guest; empty when Slack does not answer. */
    private Optional<Boolean> toldOf(String id) {
        return switch (ask(id)) {
            case CallResult.Ok<Answer>(Answer answer) when answer.user != null -> isMember(answer.user);
            case CallResult.Rejected<Answer>(String error, var needed) when error.startsWith(UNKNOWN) ->
                Optional.of(false);
            default -> Optional.empty();
        };
    }
}
