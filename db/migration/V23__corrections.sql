-- Wrong answers of the FAQ, and who of those that got them has been told what is right.

-- An entry was changed since what it said was not true.
create table correction (
    id        bigint generated always as identity primary key,
    entry     text not null references faq_entry on delete cascade,
    -- The entry's revision from which on it is right.
    revision  integer not null,
    -- The revisions that said what was wrong, and since when the first of them did.
    wrong     integer[] not null,
    since     timestamptz not null,
    -- A login, or a key's name.
    made_by   text,
    made_at   timestamptz not null,
    -- What customers are told below the lead, by whom and since when; null as long as nobody sent it.
    text      text,
    sent_by   text,
    sent_at   timestamptz,
    unique (entry, revision)
);
create index correction_made on correction (made_at);

-- A conversation that is told, once.
create table correction_sent (
    correction      bigint not null references correction on delete cascade,
    conversation_id bigint not null references conversation on delete cascade,
    -- 'due' until its message is in the outbox.
    state           text not null check (state in ('due', 'sent', 'unreached')),
    -- Why it could not be told; null unless it is 'unreached'.
    why             text check (why in ('erased', 'over', 'agent', 'blocked', 'gone', 'unsubscribed', 'off', 'failed')),
    -- How often telling it failed on our side.
    tries           int not null default 0,
    message_id      bigint references message on delete set null,
    at              timestamptz not null,
    primary key (correction, conversation_id)
);
create index correction_sent_due on correction_sent (correction, conversation_id) where state = 'due';
create index correction_sent_at on correction_sent (at);
create index correction_sent_conversation on correction_sent (conversation_id);
create index correction_sent_message on correction_sent (message_id) where message_id is not null;

-- Answers of an entry from some time on; also whether it was ever answered with.
create index message_of_entry on message (faq_id, said_at) where faq_id is not null;
drop index message_entry;
