-- The inbox of the desk: what agents have read, and lists by channel and reason.

-- Up to which message an agent has read a ticket's conversation; written when they look at its page.
create table ticket_seen (
    ticket_id  bigint not null references ticket on delete cascade,
    agent_id   bigint not null references agent on delete cascade,
    -- The newest message there was; 0 when there was none.
    message_id bigint not null,
    seen_at    timestamptz not null,
    primary key (ticket_id, agent_id)
);
create index ticket_seen_agent on ticket_seen (agent_id);
create index ticket_seen_at on ticket_seen (seen_at);

-- The conversation's channel, so that a list of one channel is read from an index.
alter table ticket add channel text;
update ticket t set channel = c.channel from conversation c where c.id = t.conversation_id;
create function ticket_has_channel() returns trigger language plpgsql as $$
begin
    select c.channel into new.channel from conversation c where c.id = new.conversation_id;
    return new;
end $$;
create trigger ticket_channel before insert or update of conversation_id on ticket
    for each row execute function ticket_has_channel();
create index ticket_of_channel on ticket (channel, state, id);
create index ticket_of_reason on ticket (reason, state, id);

-- The tickets of one customer, the newest first.
create index ticket_of_participant on ticket (participant_id, id) where participant_id is not null;
drop index ticket_participant;

alter table ticket_event
    drop constraint ticket_event_kind_check,
    add constraint ticket_event_kind_check check (kind in
        ('opened', 'taken', 'assigned', 'replied', 'noted', 'returned', 'escalated', 'snoozed', 'woken', 'handed_back',
         'resolved', 'asked'));
