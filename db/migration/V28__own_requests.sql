-- People ask for their own data, or that they be erased.

-- The last one of a person, for a day.
create table privacy_request (
    participant_id bigint primary key references participant on delete cascade,
    -- The bot's question whether they mean it; null where none waits for a yes.
    message_id     bigint references message on delete cascade,
    asked_at       timestamptz not null,
    -- How many were answered since a moment.
    answers        int not null,
    since          timestamptz not null
);
create index privacy_request_message on privacy_request (message_id) where message_id is not null;
create index privacy_request_asked on privacy_request (asked_at);

-- Links at which a person's data is handed out for an hour.
create table export_link (
    -- SHA-256 of what stands in the link.
    hash           bytea primary key,
    participant_id bigint not null references participant on delete cascade,
    made_at        timestamptz not null,
    -- How often it handed something out.
    uses           int not null default 0
);
create index export_link_participant on export_link (participant_id);
create index export_link_made on export_link (made_at);

alter table erasure add said bigint[] not null default '{}';
comment on column erasure.said is 'messages that tell the person of it, and so are neither withheld nor taken back';

alter table usage_count drop constraint usage_count_kind_check;
alter table usage_count add check (kind in ('ticket', 'model_call', 'erasure'));
