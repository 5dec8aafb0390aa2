-- Customers' questions that the bot did not answer, and groups of like ones: what the FAQ lacks.

create table gap (
    id         bigint generated always as identity primary key,
    -- Nobody wants to see an ignored one; like questions join it.
    state      text not null default 'open' check (state in ('open', 'ignored')),
    -- Somebody put groups together, so that their questions stay together.
    joined     boolean not null default false,
    -- The answer that somebody wrote to it.
    suggestion bigint references suggestion on delete set null,
    made_at    timestamptz not null
);
create index gap_suggestion on gap (suggestion) where suggestion is not null;

create table gap_question (
    message_id bigint primary key references message on delete cascade,
    -- The message's, as it was read.
    revision   int not null,
    -- A digest that tells those who ask apart.
    voice      bytea not null,
    -- Nobody can be known by it.
    text       text not null,
    language   text not null,
    -- The text's, as in faq_phrasing.
    vector     bytea not null,
    why        text not null check (why in ('missing_knowledge', 'unresolved_choice', 'none_of_these', 'not_helped', 'thumbs_down')),
    -- The entry that was the answer and did not help.
    wrong      text,
    -- The entry that comes nearest.
    entry      text references faq_entry on delete set null,
    confidence double precision not null default 0 check (confidence between 0 and 1),
    asked_at   timestamptz not null,
    gap        bigint references gap on delete set null,
    -- 1 for the question that is nearest to all others of its group, and so on.
    place      int not null default 0
);
create index gap_question_asked on gap_question (asked_at);
create index gap_question_voice on gap_question (voice);
create index gap_question_entry on gap_question (entry) where entry is not null;
create index gap_question_single on gap_question (asked_at) where gap is null;
create index gap_question_gap on gap_question (gap, place) where gap is not null;

-- How far questions were looked for, and with which state of the FAQ they were asked again.
create table gap_progress (
    one          boolean primary key default true check (one),
    last_message bigint not null,
    looked_at    timestamptz not null,
    faq_change   bigint not null
);

-- A suggestion also comes from questions without a ticket.
alter table suggestion_source drop constraint suggestion_source_pkey;
alter table suggestion_source alter column ticket_id drop not null;
create unique index suggestion_source_ticket_once on suggestion_source (suggestion, ticket_id) where ticket_id is not null;
create unique index suggestion_source_message_once on suggestion_source (suggestion, message_id) where ticket_id is null;
