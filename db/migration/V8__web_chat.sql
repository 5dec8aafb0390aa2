-- The web chat's own tables.

-- Sessions that the server issued. Who knows the id owns the session.
create table web_session (
    id             text primary key,
    supporter_name text not null,
    -- up to which web_message its browser has been sent everything
    received_seq   bigint not null default 0,
    created_at     timestamptz not null,
    seen_at        timestamptz not null
);
create index web_session_seen on web_session (seen_at);

-- What was delivered. A delivery has one row, so that a repeated one is recognised.
create table web_message (
    seq         bigint generated always as identity primary key,
    thread      text not null,
    delivery_id bigint not null unique,
    action      text not null check (action in ('send', 'update', 'delete')),
    message_id  text not null,
    -- the message_id in whose place it comes
    replaces    text,
    in_reply_to text,
    payload     text not null,
    created_at  timestamptz not null
);
create index web_message_of_thread on web_message (thread, seq);
create index web_message_answer on web_message (thread, in_reply_to) where in_reply_to is not null;
create index web_message_id on web_message (thread, message_id);
create index web_message_age on web_message (created_at);
