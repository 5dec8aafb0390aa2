-- What agents told customers, as suggestions for the FAQ. Nothing of them is searched or answered with.

create table suggestion (
    id          bigint generated always as identity primary key,
    -- A new entry; another way to ask for one; an answer that differs from that of an entry, or of another suggestion.
    kind        text not null check (kind in ('new', 'phrasing', 'contradiction')),
    -- 'supports' says what an entry says already; 'attached' became a way to ask for an entry, or its answer.
    state       text not null default 'open' check (state in ('open', 'published', 'attached', 'dismissed', 'supports')),
    -- The entry that it resembles; from its publication on the one that it became part of.
    entry       text references faq_entry on delete set null,
    -- The suggestion that it resembles.
    beside      bigint references suggestion on delete set null,
    similarity  double precision not null check (similarity between -1.01 and 1.01),
    -- Numbers, days, links and negations that stand in one of both answers only.
    differs     text[] not null,
    -- Nobody can be known by these.
    question    text not null,
    answer      text not null,
    ways        text[] not null,
    language    text not null,
    -- How many tickets say so.
    support     int not null default 1,
    -- What may still be somebody's name, or stands for what was taken out.
    marks       text[] not null,
    -- It reads like something that was done for one customer.
    private_act boolean not null,
    -- The question's, as in faq_phrasing.
    vector      bytea not null,
    made_at     timestamptz not null,
    decided_at  timestamptz,
    decided_by  text,
    reason      text
);
create index suggestion_open on suggestion (support desc, id) where state = 'open';
-- What a new one is compared with.
create index suggestion_known on suggestion (id) where state in ('open', 'dismissed');
create index suggestion_entry on suggestion (entry) where entry is not null;
create index suggestion_beside on suggestion (beside) where beside is not null;

-- The tickets from which a suggestion comes: the way back to those who asked and answered.
create table suggestion_source (
    suggestion     bigint not null references suggestion on delete cascade,
    ticket_id      bigint not null references ticket on delete cascade,
    message_id     bigint not null references message on delete cascade,
    participant_id bigint references participant on delete set null,
    agent          text,
    said_at        timestamptz not null,
    primary key (suggestion, ticket_id)
);
create index suggestion_source_ticket on suggestion_source (ticket_id);
create index suggestion_source_message on suggestion_source (message_id);
create index suggestion_source_participant on suggestion_source (participant_id) where participant_id is not null;

-- What agents told before stood among the entries as it was said. The tickets of the last days are looked at anew.
delete from faq_entry where state = 'suggested';
update ticket set drafted_up_to = null where state = 'resolved' and resolved_at > now() - interval '7 days';
