-- How customers' matters went, so that pages need not look at what was said.

-- Conversations in which something changed that episodes are made of. Each change adds a row, so that none waits for another.
create table episode_due (
    id              bigint generated always as identity primary key,
    conversation_id bigint not null
);

-- A participant's questions in a conversation until they are silent for a day, start over, or a day after their ticket's end.
create table episode (
    -- The message that begins it.
    message_id      bigint primary key references message on delete cascade,
    conversation_id bigint not null references conversation on delete cascade,
    channel         text not null,
    began_at        timestamptz not null,
    -- In the time zone of the site.
    day             date not null,
    outcome         text not null check (outcome in
        ('open', 'resolved_hard', 'resolved_soft', 'resolved_by_people', 'unresolved', 'abandoned')),
    -- What it adds to the figures of its day.
    counts          jsonb not null,
    -- When time alone may change its outcome; null when it cannot.
    settles_at      timestamptz
);
create index episode_of_conversation on episode (conversation_id, began_at);
create index episode_settles on episode (settles_at) where settles_at is not null;
create index episode_began on episode (began_at);

-- The sums of the episodes that began on a day.
create table insight_day (
    day     date not null,
    channel text not null,
    figure  text not null,
    count   bigint not null,
    primary key (day, channel, figure)
);

-- What became part of the FAQ.
create index suggestion_decided on suggestion (decided_at) where state in ('published', 'attached');

create function episodes_due() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.conversation_id <> new.conversation_id then
        insert into episode_due (conversation_id) values (old.conversation_id);
    end if;
    insert into episode_due (conversation_id) values (new.conversation_id);
    return null;
end $$;
create trigger message_of_episode after insert or update of text, command, chosen_faq, deleted_at, conversation_id on message
    for each row execute function episodes_due();
create trigger ticket_of_episode after insert or update of state, resolved_at, first_reply_at, conversation_id on ticket
    for each row execute function episodes_due();

create function episodes_of_message_due() returns trigger language plpgsql as $$
begin
    insert into episode_due (conversation_id) select m.conversation_id from message m where m.id = new.message_id;
    return null;
end $$;
create trigger verdict_of_episode after insert or update of vote on verdict
    for each row execute function episodes_of_message_due();
create trigger csat_of_episode after insert or update of score on csat
    for each row execute function episodes_of_message_due();

insert into episode_due (conversation_id) select id from conversation order by id;
