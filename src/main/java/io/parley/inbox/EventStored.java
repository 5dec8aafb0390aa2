package io.parley.inbox;

import io.parley.channel.ChannelName;

/** A service delivered something and it is stored, or was before. Published after the commit. */
public record EventStored(ChannelName channel) {}
