-- Mails that went out and do not lie in their mailbox's sent folder yet, so that they get there though it could not be reached.
create table mail_copy (
    delivery_id bigint primary key,
    mailbox     text not null,
    mail        bytea not null,
    created_at  timestamptz not null
);
create index mail_copy_created on mail_copy (created_at);

-- A reply that names no mail of ours is known by who writes it.
create index mail_out_recipient on mail_out (lower(recipient), created_at);
