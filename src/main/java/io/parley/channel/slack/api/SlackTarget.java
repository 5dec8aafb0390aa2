package io.parley.channel.slack.api;

import io.parley.channel.Address;
import io.parley.channel.ChannelName;
import io.parley.channel.ThreadKey;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a conversation lives and where its answers go. */
public sealed interface SlackTarget {
    /** The channel's name. */
    ChannelName SLACK = new ChannelName("slack");

    /** Where the conversation lives. */
    public ThreadKey thread();

    /** Where its answers go. */
    public Address address();

    /**
     * A thread, written {@code channel/root}.
     *
     * @param channel the id of a channel, a group or a direct message
     * @param root the {@code ts} of the message that the thread hangs on
     */
    record InThread(String channel, String root) implements SlackTarget {
        private static final Pattern WRITTEN = Pattern.compile("([A-Z0-9_]{1,40})/(\\d{1,15}\\.\\d{1,9})");

        @Override
        public ThreadKey thread() {
            return new ThreadKey(SLACK, written());
        }

        @Override
        public Address address() {
            return new Address(SLACK, written());
        }

        public String written() {
            return channel + "/" + root;
        }
    }

    /**
     * A thread that only the person sees who asked by a command. Written {@code ask/channel/user/occasion}; its address
     * holds the response URL instead of the occasion.
     *
     * @param occasion tells this question from others
     * @param responseUrl where Slack takes up to five answers within 30 minutes
     */
    record Ephemeral(String channel, String user, String occasion, String responseUrl) implements SlackTarget {
        private static final String MARK = "ask/";
        private static final Pattern WRITTEN = Pattern.compile("ask/([A-Z0-9_]{1,40})/([A-Z0-9_]{1,40})/(.{1,200})");

        @Override
        public ThreadKey thread() {
            return new ThreadKey(SLACK, MARK + channel + "/" + user + "/" + occasion);
        }

        @Override
        public Address address() {
            return new Address(SLACK, MARK + channel + "/" + user + "/" + responseUrl);
        }
    }

    /**
     * A whole channel, where somebody shares an answer. Written {@code share/channel/user}; its address holds the place that
     * Slack made for answers too.
     *
     * @param user who shares
     * @param responseUrl where Slack takes it, for all to see, even if the bot is not in the channel
     */
    record InChannel(String channel, String user, String responseUrl) implements SlackTarget {
        private static final Pattern WRITTEN = Pattern
                .compile("share/([A-Z0-9_]{1,40})/([A-Z0-9_]{1,40})/(.{1,200})");

        @Override
        public ThreadKey thread() {
            return new ThreadKey(SLACK, "share/" + channel + "/" + user);
        }

        @Override
        public Address address() {
            return new Address(SLACK, thread().value() + "/" + responseUrl);
        }
    }

    /**
     * The channel in which agents are told of tickets. Written {@code agents/channel}.
     */
    record Agents(String channel) implements SlackTarget {
        private static final Pattern WRITTEN = Pattern.compile("agents/([A-Z0-9_]{1,40})");

        @Override
        public ThreadKey thread() {
            return new ThreadKey(SLACK, "agents/" + channel);
        }

        @Override
        public Address address() {
            return new Address(SLACK, "agents/" + channel);
        }
    }

    /**
     * One of the agents, who alone sees it in their channel. Written {@code agents/channel/user}.
     */
    record OneAgent(String channel, String user) implements SlackTarget {
        private static final Pattern WRITTEN = Pattern.compile("agents/([A-Z0-9_]{1,40})/([A-Z0-9_]{1,40})");

        @Override
        public ThreadKey thread() {
            return new ThreadKey(SLACK, address().value());
        }

        @Override
        public Address address() {
            return new Address(SLACK, "agents/" + channel + "/" + user);
        }
    }

    /**
     * The messages of a member of the workspace with the bot, in which it begins a thread. Written {@code member/user}.
     */
    record Member(String user) implements SlackTarget {
        private static final Pattern WRITTEN = Pattern.compile("member/([A-Z0-9_]{1,40})");

        @Override
        public ThreadKey thread() {
            return new ThreadKey(SLACK, "member/" + user);
        }

        @Override
        public Address address() {
            return new Address(SLACK, "member/" + user);
        }
    }

    /**
     * The thread under a message that somebody pointed at. Written {@code at/channel/root}; its address holds the place that
     * Slack made for answers too.
     *
     * @param message the thread
     * @param user who pointed at it
     * @param responseUrl where Slack takes an answer that only they see, if the bot is not in the channel
     */
    record ShortcutReply(InThread message, String user, String responseUrl) implements SlackTarget {
        private static final String MARK = "at/";
        private static final Pattern WRITTEN = Pattern
                .compile("at/([A-Z0-9_]{1,40}/\\d{1,15}\\.\\d{1,9})/([A-Z0-9_]{1,40})/(.{1,200})");

        @Override
        public ThreadKey thread() {
            return message.thread();
        }

        @Override
        public Address address() {
            return new Address(SLACK, mark() + "/" + user + "/" + responseUrl);
        }

        /** The thread as written in the value of buttons under an answer that only one person sees. */
        public String mark() {
            return MARK + message.written();
        }
    }

    /** The thread in which it is, if all in the channel see it. */
    default Optional<InThread> visible() {
        return switch (this) {
            case InThread thread -> Optional.of(thread);
            case ShortcutReply pointed -> Optional.of(pointed.message);
            case Ephemeral one -> Optional.empty();
            case InChannel all -> Optional.empty();
            case Agents agents -> Optional.empty();
            case OneAgent one -> Optional.empty();
            case Member member -> Optional.empty();
        };
    }

    /** The channel that sees it, and whose rate limit holds; empty if only one person sees it. */
    default Optional<String> inChannel() {
        return switch (this) {
            case InThread thread -> Optional.of(thread.channel);
            case ShortcutReply pointed -> Optional.of(pointed.message.channel);
            case Ephemeral one -> Optional.empty();
            case InChannel all -> Optional.of(all.channel);
            case Agents agents -> Optional.of(agents.channel);
            case OneAgent one -> Optional.empty();
            case Member member -> Optional.empty();
        };
    }

    /**
     * The place that an address names.
     *
     * @throws IllegalArgumentException when it names none
     */
    public static SlackTarget of(Address address) {
        Matcher forOne = Ephemeral.WRITTEN.matcher(address.value());
        if (forOne.matches()) {
            return new Ephemeral(forOne.group(1), forOne.group(2), "", forOne.group(3));
        }
        Matcher forAll = InChannel.WRITTEN.matcher(address.value());
        if (forAll.matches()) {
            return new InChannel(forAll.group(1), forAll.group(2), forAll.group(3));
        }
        Matcher agents = Agents.WRITTEN.matcher(address.value());
        if (agents.matches()) {
            return new Agents(agents.group(1));
        }
        Matcher oneAgent = OneAgent.WRITTEN.matcher(address.value());
        if (oneAgent.matches()) {
            return new OneAgent(oneAgent.group(1), oneAgent.group(2));
        }
        Matcher member = Member.WRITTEN.matcher(address.value());
        if (member.matches()) {
            return new Member(member.group(1));
        }
        Matcher pointed = ShortcutReply.WRITTEN.matcher(address.value());
        if (pointed.matches()) {
            return new ShortcutReply(inThread(pointed.group(1)).orElseThrow(), pointed.group(2), pointed.group(3));
        }
        return inThread(address.value())
                .orElseThrow(() -> new IllegalArgumentException("Not an address on Slack: " + address.value()));
    }

    /** The thread that is written so, or nothing. */
    public static Optional<InThread> inThread(String written) {
        Matcher matcher = InThread.WRITTEN.matcher(written);
        return matcher.matches() ? Optional.of(new InThread(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** The place that a button tells of, under a message that only one person sees; or nothing. */
    public static Optional<? extends SlackTarget> ofButton(String written, String user, String responseUrl) {
        return written.startsWith(ShortcutReply.MARK)
                ? inThread(written.substring(ShortcutReply.MARK.length()))
                        .map(thread -> pointed(thread, user, responseUrl))
                : forOne(written, responseUrl);
    }

    /** A thread to which somebody points; Slack may have made a place for answers to them. */
    public static SlackTarget pointed(InThread thread, String user, String responseUrl) {
        return responseUrl.isEmpty() ? thread : new ShortcutReply(thread, user, responseUrl);
    }

    /** The place that only one person sees, whose thread is written so. */
    public static Optional<Ephemeral> forOne(String written, String responseUrl) {
        Matcher matcher = Ephemeral.WRITTEN.matcher(written);
        return matcher.matches()
                ? Optional.of(new Ephemeral(matcher.group(1), matcher.group(2), matcher.group(3), responseUrl))
                : Optional.empty();
    }
}
