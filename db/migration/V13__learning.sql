-- What people said about questions and entries, and what the FAQ is taught by it.

-- Learned ways to ask count as much as they are probable; weakened ones by so many log-odds.
alter table faq_phrasing
    add column weight double precision not null default 1,
    drop constraint faq_phrasing_kind_check,
    add constraint faq_phrasing_kind_check
        check (kind in ('question', 'alternative', 'negative', 'answer', 'confirmed', 'weakened')),
    drop constraint faq_phrasing_entry_hash_key;
-- A question of the FAQ itself can be weakened, too.
create unique index faq_phrasing_text on faq_phrasing (entry, hash) where kind <> 'weakened';
create unique index faq_phrasing_weakened on faq_phrasing (entry, hash) where kind = 'weakened';

-- A question, in a customer's words, and an entry that somebody said something about.
create table lesson (
    id       bigint generated always as identity primary key,
    entry    text not null references faq_entry on delete cascade,
    -- SHA-256 of the normalised question.
    hash     bytea not null,
    text     text not null,
    -- How sure the FAQ was of the entry without having been taught the question; absent until it was weighed.
    prior    double precision check (prior between 0 and 1),
    -- What the FAQ is taught: above 0 how probable the pair is, below 0 by how many log-odds it is weakened.
    weight   double precision not null default 0,
    -- Whether it may become a phrasing of the FAQ needs a person's yes.
    proposal text not null default 'open' check (proposal in ('open', 'published', 'dismissed')),
    -- Counts what was said; what is weighed is what was said up to a revision.
    revision int not null default 0,
    weighed  int not null default 0,
    unique (entry, hash)
);
create index lesson_to_weigh on lesson (id) where weighed <> revision;

-- What one person says of a pair now, however often they were asked.
create table lesson_vote (
    lesson  bigint not null references lesson on delete cascade,
    -- A participant, or an agent.
    person  text not null,
    -- 'named' is an agent's, who chose the entry among all.
    said    text not null check (said in ('helpful', 'unhelpful', 'named')),
    -- Whose words the question is.
    turn    bigint not null references turn,
    said_at timestamptz not null,
    primary key (lesson, person)
);
create index lesson_vote_of_turn on lesson_vote (turn);

-- Questions whose right treatment is known: no refit may lose on them.
create table regression_case (
    id       bigint generated always as identity primary key,
    text     text not null,
    hash     bytea not null unique,
    -- Absent: nothing in the FAQ answers it.
    expected text references faq_entry on delete cascade,
    origin   text not null check (origin in ('agreed', 'named', 'published', 'file')),
    added_at timestamptz not null
);

-- Versions of what the FAQ is taught. The last one that is not refused is in use.
create table refit (
    id          bigint generated always as identity primary key,
    made_at     timestamptz not null,
    -- 'restored' brings back what an earlier one taught; from then on nothing is learned until somebody asks for it.
    state       text not null check (state in ('taken', 'refused', 'restored')),
    restores    bigint references refit,
    pairs       int not null,
    confirmed   int not null,
    weakened    int not null,
    cases       int not null,
    -- Cases treated right with the version before and with this one.
    right_before int not null,
    right_after  int not null
);
create table refit_lesson (
    refit  bigint not null references refit on delete cascade,
    lesson bigint not null references lesson on delete cascade,
    weight double precision not null,
    primary key (refit, lesson)
);
create index refit_lesson_of_lesson on refit_lesson (lesson);
