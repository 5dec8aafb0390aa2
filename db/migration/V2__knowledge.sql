-- The FAQ: its entries, every way to ask for them, and a counter by which each instance keeps its own index fresh.

create table faq_change (
    -- One row. Writers count it up in the transaction that changes the FAQ and so take turns: numbers are committed in
    -- their order, and a reader that has seen number n has seen every change up to n.
    only_row boolean primary key default true check (only_row),
    number   bigint not null
);
insert into faq_change (number) values (0);

create table faq_entry (
    id         text primary key check (length(id) between 1 and 200),
    question   text not null,
    answer     text,
    category   text not null default '',
    keywords   text not null default '',
    url        text,
    owner      text,
    review_by  date,
    language   text not null default 'en',
    -- Drafts are searched, never answered with; retired entries are neither.
    state      text not null check (state in ('published', 'draft', 'retired')),
    -- Counts what people said about answers from this entry.
    helpful    integer not null default 0,
    unhelpful  integer not null default 0,
    revision   integer not null default 1,
    change     bigint not null,
    updated_at timestamptz not null default now(),
    check (state <> 'published' or answer is not null)
);
create index faq_entry_change on faq_entry (change);

create table faq_phrasing (
    id        bigint generated always as identity primary key,
    entry     text not null references faq_entry on delete cascade,
    -- 'answer' is a piece of the answer, short enough for the embedding model.
    kind      text not null check (kind in ('question', 'alternative', 'negative', 'answer')),
    -- Learned phrasings outlive an import of the file that their entry came from.
    origin    text not null check (origin in ('file', 'learned')),
    text      text not null,
    -- SHA-256 of the normalised text.
    hash      bytea not null,
    -- 32-bit floats, little-endian; absent until embedded.
    vector    bytea,
    model     text,
    dimension integer,
    unique (entry, hash),
    check ((vector is null) = (model is null)),
    check (vector is null or length(vector) = 4 * dimension)
);
create index faq_phrasing_not_embedded on faq_phrasing (id) where vector is null;
