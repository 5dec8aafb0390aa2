-- Replies that can be taken back, and the customers' scores of the help that they got.

-- An agent's reply that goes in a moment, and can be taken back until it does.
create table held_reply (
    message_id  bigint primary key references message on delete cascade,
    ticket_id   bigint not null references ticket on delete cascade,
    agent       text not null,
    agent_id    bigint references agent on delete set null,
    -- Since when the customer waited for it; null when a person had the last word.
    waits_since timestamptz,
    -- Whether it is the first that an agent wrote.
    is_first    boolean not null,
    -- Whether the ticket is resolved when it goes, and the customer is asked then how it was.
    resolves    boolean not null,
    asks        boolean not null,
    goes_at     timestamptz not null
);
create index held_reply_ticket on held_reply (ticket_id, message_id);
create index held_reply_agent on held_reply (agent_id) where agent_id is not null;
create index held_reply_goes on held_reply (goes_at);

-- What a customer said of the help that they got in a ticket; they are asked once.
create table csat (
    ticket_id   bigint primary key references ticket on delete cascade,
    -- The message that asks.
    message_id  bigint not null unique references message on delete cascade,
    -- The message that thanks; until something else is said, a number that is written is a score.
    thanks_id   bigint unique references message on delete set null,
    asked_at    timestamptz not null,
    answered_at timestamptz,
    score       smallint check (score between 1 and 5),
    comment     text,
    via         text check (via in ('button', 'text'))
);

alter table ticket_event
    drop constraint ticket_event_kind_check,
    add constraint ticket_event_kind_check check (kind in
        ('opened', 'taken', 'assigned', 'replied', 'noted', 'returned', 'escalated', 'handed_back', 'resolved', 'asked'));
