-- What agents' browsers show beside the tickets themselves.

-- What an agent has written about a ticket and not sent yet.
create table reply_draft (
    ticket_id bigint not null references ticket on delete cascade,
    agent_id  bigint not null references agent on delete cascade,
    kind      text not null check (kind in ('reply', 'note')),
    -- The key under which it is sent. What was sent under it is no draft any more.
    key       text not null,
    text      text not null,
    saved_at  timestamptz not null,
    primary key (ticket_id, agent_id)
);
create index reply_draft_agent on reply_draft (agent_id);
create index reply_draft_saved on reply_draft (saved_at);

-- Agents who look at a ticket's page. After a crash of the server it is empty, and fills again within seconds.
create unlogged table ticket_presence (
    ticket_id bigint not null references ticket on delete cascade,
    agent_id  bigint not null references agent on delete cascade,
    seen_at   timestamptz not null,
    primary key (ticket_id, agent_id)
);
create index ticket_presence_agent on ticket_presence (agent_id);
create index ticket_presence_seen on ticket_presence (seen_at);

-- Words by which agents sort tickets.
create table ticket_tag (
    ticket_id bigint not null references ticket on delete cascade,
    -- In lower case.
    tag       text not null check (length(tag) between 1 and 40),
    agent     text not null,
    added_at  timestamptz not null,
    primary key (ticket_id, tag)
);
create index ticket_tag_tag on ticket_tag (tag, ticket_id);

-- Until then nobody needs to look at the ticket, unless the customer writes; infinity: until they write. Null: it is not snoozed.
alter table ticket add snoozed_until timestamptz;
create index ticket_snoozed on ticket (snoozed_until) where snoozed_until is not null and state <> 'resolved';

-- ---------------------------------------------------------------------------------------------------------------------
-- Search
-- ---------------------------------------------------------------------------------------------------------------------

-- The words by which tickets are found. They have a table of their own, so that changes of a ticket need not write them.
create table ticket_search (
    ticket_id bigint primary key references ticket on delete cascade,
    words     tsvector not null
);
create index ticket_search_words on ticket_search using gin (words);

-- Words as they are searched for: whatever is neither a letter nor a digit separates them.
create function search_words(said text) returns tsvector language sql immutable parallel safe
    return to_tsvector('simple', regexp_replace(left(coalesce(said, ''), 20000), '[^[:alnum:]]+', ' ', 'g'));

-- Finds out a ticket's words anew: the customer's name, a mail's subject, what they said
-- last before it and since, and agents' notes.
-- A plan is kept while tables grow, so none may read all of a table that was small: no scans, and ranges of both columns of
-- message_of_conversation, whose order the primary key cannot give.
create function find_ticket_words(which bigint) returns void language sql set enable_seqscan = off as $$
    insert into ticket_search (ticket_id, words)
    select t.id, search_words(concat_ws(' ',
        (select p.name from participant p where p.id = t.participant_id),
        (select m.subject_key from conversation c join mail_thread m on m.thread = c.thread
         where c.id = t.conversation_id and c.channel = 'email'),
        (select string_agg(said.text, ' ') from (
             select m.text from message m
             where (m.conversation_id, m.id) >= (t.conversation_id, coalesce(t.message_id, 0))
               and (m.conversation_id, m.id) < (t.conversation_id + 1, 0)
               and m.author = 'participant' and m.text <> ''
               and (t.resolved_at is null or m.said_at <= t.resolved_at)
             order by m.conversation_id, m.id limit 50) said),
        (select string_agg(before.text, ' ') from (
             select m.text from message m
             where (m.conversation_id, m.id) >= (t.conversation_id, 0)
               and (m.conversation_id, m.id) < (t.conversation_id, t.message_id)
               and m.author = 'participant' and m.text <> ''
             order by m.conversation_id desc, m.id desc limit 3) before),
        (select string_agg(noted.text, ' ') from (
             select n.text from ticket_note n where n.ticket_id = t.id order by n.id limit 50) noted)))
    from ticket t where t.id = which
    on conflict (ticket_id) do update set words = excluded.words
$$;

create function ticket_words_changed() returns trigger language plpgsql as $$
begin
    perform find_ticket_words(new.id);
    return null;
end $$;
create trigger ticket_opened after insert on ticket for each row execute function ticket_words_changed();
create trigger ticket_customer_wrote after update of last_customer_at, conversation_id on ticket
    for each row execute function ticket_words_changed();

create function note_words_changed() returns trigger language plpgsql as $$
begin
    perform find_ticket_words(new.ticket_id);
    return null;
end $$;
create trigger ticket_note_written after insert or update on ticket_note
    for each row execute function note_words_changed();

-- What customers edit or take back is found no longer.
create function message_words_changed() returns trigger language plpgsql as $$
begin
    perform find_ticket_words(t.id) from ticket t where t.conversation_id = new.conversation_id;
    return null;
end $$;
create trigger message_reworded after update of text on message for each row
    when (old.text is distinct from new.text and new.author = 'participant')
    execute function message_words_changed();

select find_ticket_words(id) from ticket;
