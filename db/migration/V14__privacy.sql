-- People who are, or were, taken out of the database.

alter table participant add erasing_at timestamptz;
comment on column participant.erasing_at is 'nothing that they say is written down from then on, until they are erased';

create table erasure (
    id             bigint generated always as identity primary key,
    participant_id bigint not null references participant,
    subject        bytea not null,
    asked_by       text not null,
    asked_at       timestamptz not null,
    step           smallint not null default 0 check (step between 0 and 8),
    counts         jsonb not null default '{}',
    done_at        timestamptz
);
comment on column erasure.subject is 'HMAC-SHA-256 of the channel and the channel''s id of them, which are gone';
comment on column erasure.step is 'how many of the eight steps are done';
create unique index erasure_open on erasure (participant_id) where done_at is null;
create index erasure_participant on erasure (participant_id);
create index erasure_unfinished on erasure (id) where done_at is null;
create index erasure_done on erasure (done_at) where done_at is not null;

create table erasure_key (
    only_row boolean primary key default true check (only_row),
    secret   bytea not null
);
insert into erasure_key (secret)
values (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));

-- By these an erasure finds what is a person's.
create index lesson_vote_person on lesson_vote (person);
create index inbox_ended on inbox (ordering_key) where state in ('done', 'dead_letter');
create index mail_suppression_person on mail_suppression (person);
