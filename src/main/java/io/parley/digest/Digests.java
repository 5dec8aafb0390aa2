package io.parley.digest;

import io.parley.channel.Address;
import io.parley.channel.ChannelName;
import io.parley.channel.Channels;
import io.parley.channel.Language;
import io.parley.conversation.TeamMails;
import io.parley.digest.DigestRows.Reader;
import io.parley.digest.DigestText.Content;
import io.parley.digest.DigestText.GapSize;
import io.parley.handover.thread.AgentAccounts;
import io.parley.hours.OfficeHours;
import io.parley.insight.Analytics;
import io.parley.knowledge.FaqDesk;
import io.parley.knowledge.faq.EntryFilter.Only;
import io.parley.learning.gap.Gaps;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Tells operators who want it on Mondays how the week went, each once; of earlier weeks that were missed nobody is told. */
@Component
public class Digests {
    private static final ChannelName SLACK = new ChannelName("slack");
    private static final int MOST_GAPS = 3;

    private final DigestRows rows;
    private final DigestText text;
    private final Analytics analytics;
    private final Gaps gaps;
    private final FaqDesk faq;
    private final AgentAccounts accounts;
    private final Channels channels;
    private final TeamMails mails;
    private final TransactionOperations transaction;
    private final OfficeHours hours;
    private final InstantSource clock;

    Digests(DigestRows rows, DigestText text, Analytics analytics, Gaps gaps, FaqDesk faq, AgentAccounts accounts,
            Channels channels, TeamMails mails, TransactionOperations transaction, OfficeHours hours,
            InstantSource clock) {
        this.rows = rows;
        this.text = text;
        this.analytics = analytics;
        this.gaps = gaps;
        this.faq = faq;
        this.accounts = accounts;
        this.channels = channels;
        this.mails = mails;
        this.transaction = transaction;
        this.hours = hours;
        this.clock = clock;
    }

    /** The result of a choice. */
    public enum Chosen {
        /** It holds. */
        DONE,
        /** The account has no mail address, or no mails are sent. */
        NO_MAIL,
        /** Slack is not set up. */
        NO_SLACK
    }

    /** How an agent gets the digest. */
    public Way way(long agent) {
        return rows.way(agent);
    }

    /**
     * Sets how an agent gets the digest, from next Monday on.
     *
     * @param language in which they read it
     */
    public Chosen choose(long agent, Way way, Language language) {
        if (way == Way.MAIL && !(mails.areSent() && rows.hasMail(agent))) {
            return Chosen.NO_MAIL;
        }
        if (way == Way.SLACK && slack(agent).isEmpty()) {
            return Chosen.NO_SLACK;
        }
        rows.choose(agent, way, language, due());
        return Chosen.DONE;
    }

    /** Tells of the last week all who were not told of it. An agent who cannot be reached does not count as told. */
    public void tell() {
        Week week = due();
        Map<Address, List<Reader>> readers = new LinkedHashMap<>();
        rows.due(week).forEach(reader -> address(reader, week).ifPresent(
                address -> readers.computeIfAbsent(address, place -> new ArrayList<>()).add(reader)));
        if (!readers.isEmpty()) {
            Content content = content(week);
            readers.forEach((address, who) -> tell(address, who, content));
        }
    }

    private void tell(Address address, List<Reader> who, Content content) {
        String digest = text.of(content, who.getFirst().language());
        transaction.executeWithoutResult(status -> {
            if (rows.tell(who, content.week())) {
                mails.tellOfOwn(address, digest);
            }
        });
    }

    private Content content(Week week) {
        Week before = week.before();
        return new Content(week, analytics.total(week.first(), week.last()),
                analytics.total(before.first(), before.last()),
                gaps.shown(0, MOST_GAPS).stream().map(gap -> new GapSize(gap.id(), gap.size().month())).toList(),
                faq.counts().getOrDefault(Only.DOUBTFUL, 0), rows.deadLetters());
    }

    private Optional<Address> address(Reader reader, Week week) {
        return switch (reader.way()) {
            case NONE -> Optional.empty();
            case MAIL -> reader.email() == null
                    ? Optional.empty()
                    : mails.address(reader.email(), "digest, " + week.told());
            case SLACK -> slack(reader.agent());
        };
    }

    private Optional<Address> slack(long agent) {
        return channels.all().stream().filter(channel -> channel.name().equals(SLACK)).findFirst()
                .flatMap(channel -> accounts.person(agent, SLACK).flatMap(channel::directAddress)
                        .or(channel::agentAddress));
    }

    private Week due() {
        return Week.dueAt(clock.instant(), hours.zone());
    }
}
