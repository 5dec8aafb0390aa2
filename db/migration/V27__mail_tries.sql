-- The mail of each folder that was tried last, written down before it is read: one that kills the process is known by it.
create table mail_try (
    mailbox     text not null,
    folder      text not null,
    uidvalidity bigint not null,
    uid         bigint not null,
    -- how often in a row it was begun and not understood
    tries       int not null,
    primary key (mailbox, folder)
);
