-- What the FAQ said, and which of it a customer was told.

-- An entry as it was after each of its changes; the last hundred of them.
create table entry_version (
    entry      text not null references faq_entry on delete cascade,
    revision   integer not null,
    -- Its fields, and the other ways to ask it.
    snapshot   jsonb not null,
    -- A login, or a key's name; null for the commands of this machine, and for what the bot learned.
    changed_by text,
    changed_at timestamptz not null default now(),
    -- 'wrong': what it said before was not true.
    reason     text not null check (reason in
        ('added', 'imported', 'changed', 'wrong', 'published', 'unpublished', 'deleted', 'restored', 'learned')),
    primary key (entry, revision)
);

-- An entry as it is now.
create function entry_snapshot(e faq_entry) returns jsonb language sql stable as $$
    select jsonb_build_object('question', e.question, 'answer', e.answer, 'category', e.category, 'keywords', e.keywords,
        'url', e.url, 'owner', e.owner, 'review_by', e.review_by, 'language', e.language, 'state', e.state,
        'alternatives', coalesce(jsonb_agg(p.text order by p.id) filter (where p.kind = 'alternative'), '[]'),
        'negatives', coalesce(jsonb_agg(p.text order by p.id) filter (where p.kind = 'negative'), '[]'))
    from faq_phrasing p where p.entry = e.id and p.kind in ('alternative', 'negative')
$$;

insert into entry_version (entry, revision, snapshot, changed_at, reason)
select e.id, e.revision, entry_snapshot(e), e.updated_at, 'imported' from faq_entry e;

-- The revision of the entry that an answer is from.
alter table message add faq_revision integer;
-- Whether an entry was ever answered with.
create index message_entry on message (faq_id) where faq_id is not null;
-- What people said lately of answers.
create index verdict_changed on verdict (changed_at);
