package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.calls.CircuitBreaker;
import io.parley.channel.calls.MonotonicClock;
import io.parley.channel.slack.api.SlackApi;
import io.parley.fake.slack.FakeSlack;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Members of the workspace, told from guests and from people of other companies. */
class DirectoryTest {
    private final FakeSlack slack = FakeSlack.start();
    private final SlackApi api = new SlackApi(Given.settings(slack), new CircuitBreaker(MonotonicClock.system()),
            MonotonicClock.system());
    private final Directory directory = new Directory(api, new BotUser());

    @BeforeEach
    void hire() {
        slack.workspace().member("UMEMBER", "Mia", "mia@shop.example");
        slack.workspace().member("UGUEST", "Gus", "gus@shop.example").put("is_restricted", true);
        slack.workspace().member("UONECHANNEL", "Uma", "uma@shop.example").put("is_ultra_restricted", true);
        slack.workspace().member("UGONE", "Leo", "leo@shop.example").put("deleted", true);
        slack.workspace().member("UBOT", "Bot", "bot@shop.example").put("is_bot", true);
        slack.workspace().member("UOTHERS", "Olaf", "olaf@other.example").put("team_id", "T0OTHER").put("is_stranger",
                false);
        slack.workspace().member("UGRID", "Gro", "gro@shop.example").put("team_id", "T0HEADQUARTERS")
                .putObject("enterprise_user")
                .putArray("teams").add("T0HEADQUARTERS").add(FakeSlack.TEAM);
    }

    @AfterEach
    void close() {
        api.close();
        slack.close();
    }

    @Test
    void aMemberIsNoGuestAndOfThisWorkspace() {
        assertThat(directory.members(
                List.of("UMEMBER", "UGUEST", "UONECHANNEL", "UGONE", "UBOT", "UOTHERS", "UGRID", "UNOBODY")))
                .containsExactlyInAnyOrder("UMEMBER", "UGRID");
    }

    @Test
    void nobodyIsAMemberWhileSlackIsAway() {
        slack.close();
        assertThat(directory.members(List.of("UMEMBER"))).isEmpty();
    }
}
