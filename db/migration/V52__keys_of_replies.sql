-- A key is its caller's own: the same one of somebody else is another. Empty where a former version wrote it, for a day.
alter table ticket_reply add column said_by text not null default '';
alter table ticket_reply drop constraint ticket_reply_pkey, add primary key (ticket_id, key, said_by);

-- A note stays its author's by number when the account is gone, so that nobody else may change it.
alter table ticket_note drop constraint ticket_note_agent_id_fkey;
drop index ticket_note_agent;
