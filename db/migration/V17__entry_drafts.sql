-- What an agent has written in the form of an entry of the FAQ and not saved yet; at most one for an entry.
create table entry_draft (
    agent_id bigint not null references agent on delete cascade,
    -- Null: an entry that is not there yet.
    entry    text references faq_entry on delete cascade,
    -- Tells the form from others. What was saved from it, or thrown away, is no draft any more.
    key      text not null,
    -- The entry's revision on which it was begun; 0 for an entry that is not there yet.
    revision integer not null,
    -- The form's fields by their names; null when they were saved or thrown away.
    fields   jsonb,
    saved_at timestamptz not null,
    unique nulls not distinct (agent_id, entry)
);
create index entry_draft_entry on entry_draft (entry);
create index entry_draft_saved on entry_draft (saved_at);
