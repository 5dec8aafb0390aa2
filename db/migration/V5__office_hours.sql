-- What customers hear while they wait, and who looks after them.

alter table ticket
    -- When an agent first wrote to the customer.
    add first_reply_at timestamptz,
    -- Until when the customer was told that an answer will probably take; null when they were told no time.
    add promised_at timestamptz,
    -- When it was noticed that it waits for too long.
    add escalated_at timestamptz,
    -- Whether an agent has it who was given it and has not begun.
    add unstarted boolean not null default false;
alter table agent
    -- When a ticket was last given to them.
    add assigned_at timestamptz;
update ticket set first_reply_at =
    (select min(e.at) from ticket_event e where e.ticket_id = ticket.id and e.kind = 'replied');

-- Messages up to this one are known to people and not used by the bot any more: it had the conversation back from an agent.
alter table conversation add forgotten_up_to bigint not null default 0;

-- How long answers took lately.
create index ticket_answered on ticket (opened_at) where first_reply_at is not null;
-- Deadlines: of tickets that nobody took, by what was promised and by when they were opened; and of those that were assigned.
create index ticket_promised on ticket (promised_at, id) where state = 'waiting' and escalated_at is null;
create index ticket_unstarted on ticket (idle_since, id) where state = 'taken' and unstarted;

alter table ticket_event
    drop constraint ticket_event_kind_check,
    add constraint ticket_event_kind_check check (kind in
        ('opened', 'taken', 'assigned', 'replied', 'noted', 'returned', 'escalated', 'handed_back', 'resolved'));
