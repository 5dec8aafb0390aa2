-- Accounts, the audit, and keys for programs.

alter table agent
    -- Since when they may not sign in; null for those who may.
    add locked_at timestamptz,
    add signed_in_at timestamptz,
    -- As the OpenID provider names them; null until they first come from there.
    add oidc_subject text unique,
    add constraint agent_email unique (email);
comment on column agent.email is 'in lower case';
-- Those who are asked whether one would be left.
create index agent_administrators on agent (id) where role = 'administrator' and locked_at is null;

-- Acts and those who did them. No text of a message is in it.
create table audit (
    id     bigint generated always as identity primary key,
    at     timestamptz not null,
    -- A login, or the name under which somebody acted; null for the commands of this machine.
    actor  text,
    deed   text not null,
    -- Whom or what it was done to, such as a login or a ticket's number.
    object text,
    -- What else is worth knowing, such as an address or the new role.
    detail text
);
create index audit_at on audit (at);
create index audit_failures on audit (object, at) where deed = 'sign_in_failed';

-- Keys with which programs ask for what their scopes open.
create table api_key (
    id           bigint generated always as identity primary key,
    name         text not null,
    -- How the key begins, by which people tell it from others.
    beginning    text not null,
    -- The SHA-256 of the key, which itself is nowhere.
    hash         bytea not null unique,
    -- Separated by spaces.
    scopes       text not null,
    made_by      text not null,
    made_at      timestamptz not null,
    -- To the minute.
    last_used_at timestamptz,
    revoked_at   timestamptz
);
create unique index api_key_name on api_key (name) where revoked_at is null;
