-- Replies that can be taken back, what customers say of the help they got, and calls to operators.

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
