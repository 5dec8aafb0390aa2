-- Mail's own tables.

-- How far each folder has been read.
create table mail_folder (
    mailbox     text not null,
    folder      text not null,
    uidvalidity bigint not null,
    last_uid    bigint not null,
    -- when the folder was first looked at; older mails are left alone
    since       timestamptz not null,
    -- up to this UID mails are compared with those from before their UIDs changed
    compare_to  bigint not null,
    primary key (mailbox, folder)
);

-- A mail thread with one person.
create table mail_thread (
    thread      text primary key,
    mailbox     text not null,
    person      text not null,
    -- the subject without "Re:" and the like, in lower case
    subject_key text not null,
    seen_at     timestamptz not null
);
create index mail_thread_subject on mail_thread (mailbox, person, subject_key, seen_at);

-- Every mail that came in, and what was decided about it.
create table mail_in (
    id          bigint generated always as identity primary key,
    mailbox     text not null,
    folder      text not null,
    uidvalidity bigint not null,
    uid         bigint not null,
    -- the same mail has the same identity wherever it turns up again
    identity    text not null,
    message_id  text not null,
    reference_ids text not null,
    sender      text not null,
    sender_name text,
    subject     text not null,
    thread      text,
    decision    text not null check (decision in ('question', 'verdict', 'bounce', 'not_answered', 'quarantined')),
    reason      text,
    received_at timestamptz not null,
    -- whether the mailbox shows that it was taken
    filed       boolean not null default false,
    unique (mailbox, folder, uidvalidity, uid)
);
create index mail_in_identity on mail_in (identity);
create index mail_in_message on mail_in (message_id);
create index mail_in_sender on mail_in (sender, received_at);
create index mail_in_thread on mail_in (thread, id);
create index mail_in_received on mail_in (received_at);
create index mail_in_not_answered on mail_in (id) where decision in ('not_answered', 'quarantined');
create index mail_in_to_file on mail_in (mailbox, folder) where not filed;

-- Every mail that goes out, written down before it is sent.
create table mail_out (
    delivery_id bigint primary key,
    message_id  text not null unique,
    mailbox     text not null,
    thread      text not null,
    recipient   text not null,
    -- the answer that it carries
    answer_id   text not null,
    source      text not null,
    created_at  timestamptz not null
);
create index mail_out_thread on mail_out (thread);

-- Links in mails that were followed; each works once.
create table mail_link_used (
    link    text primary key,
    used_at timestamptz not null
);

-- People who want no automatic answers.
create table mail_silence (
    mailbox text not null,
    person  text not null,
    since   timestamptz not null,
    primary key (mailbox, person)
);

-- The key that signs links and message ids.
create table mail_key (
    only_one boolean primary key default true check (only_one),
    secret   bytea not null
);
