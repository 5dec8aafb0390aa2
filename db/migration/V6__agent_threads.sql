-- Agents who work in Slack's threads and in a Telegram group.

alter table agent
    -- Their ids there, set by an administrator.
    add slack_user text unique,
    add telegram_user text unique;

-- People who wrote where agents are, as their service knows them.
create table agent_contact (
    channel     text not null,
    external_id text not null,
    name        text,
    -- In lower case; null where the service has not verified it.
    email       text,
    seen_at     timestamptz not null default now(),
    primary key (channel, external_id)
);

-- What was written under a ticket where agents are. Its key is the service's id of the message, so that it is looked at once.
create table agent_message (
    id          bigint generated always as identity primary key,
    channel     text not null,
    external_id text not null,
    ticket_id   bigint not null references ticket on delete cascade,
    -- The service's id of the person who wrote it.
    author      text not null,
    -- Its author is asked; it stays among agents; it went to the customer; it was taken back.
    state       text not null check (state in ('asked', 'inside', 'sent', 'gone')),
    -- The words, as long as its author is asked.
    text        text,
    -- What went to the customer.
    message_id  bigint references message on delete set null,
    -- What its author was told of its delivery.
    mark        text check (mark in ('delivered', 'failed')),
    written_at  timestamptz not null,
    unique (channel, external_id)
);
create index agent_message_ticket on agent_message (ticket_id);
create index agent_message_sent on agent_message (message_id) where message_id is not null;
create index agent_message_unmarked on agent_message (id) where state = 'sent' and mark is null;

-- A message under whose copy at the same service this one is sent.
alter table outbox add under bigint;
