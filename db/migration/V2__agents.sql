-- The agents' desk.

-- ---------------------------------------------------------------------------------------------------------------------
-- Agents
-- ---------------------------------------------------------------------------------------------------------------------

-- A person who works at the desk.
create table agent (
    id            bigint generated always as identity primary key,
    -- In lower case.
    login         text not null unique,
    -- As customers see it.
    name          text not null,
    email         text,
    -- As bcrypt has it; null for the first administrator, whose password is the application's setting.
    password_hash text,
    role          text not null check (role in ('agent', 'operator', 'administrator')),
    state         text not null default 'away' check (state in ('here', 'away')),
    -- How many tickets they look after at once.
    capacity      int not null default 5 check (capacity > 0),
    created_at    timestamptz not null default now()
);

-- Who is signed in: the two tables of Spring Session, whose columns these are.
create table desk_session (
    primary_id            text primary key,
    session_id            text not null unique,
    creation_time         bigint not null,
    last_access_time      bigint not null,
    max_inactive_interval int not null,
    expiry_time           bigint not null,
    principal_name        text
);
create index desk_session_expiry on desk_session (expiry_time);
create index desk_session_principal on desk_session (principal_name);

create table desk_session_attributes (
    session_primary_id text not null references desk_session on delete cascade,
    attribute_name     text not null,
    attribute_bytes    bytea not null,
    primary key (session_primary_id, attribute_name)
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Tickets
-- ---------------------------------------------------------------------------------------------------------------------

alter table ticket
    -- The agent of the desk who has it, or had it last; null where somebody else took it, who is known by name only.
    add assignee bigint references agent on delete set null,
    -- The customer who led to it.
    add participant_id bigint references participant;
update ticket set participant_id = (select participant_id from message where id = ticket.message_id);
create index ticket_assignee on ticket (assignee, state, id) where assignee is not null;
create index ticket_participant on ticket (participant_id) where participant_id is not null;
-- Lists by page: taken tickets whose customer waits, and those whose customer has an answer.
create index ticket_expected on ticket (id) where state = 'taken' and waits_since is not null;
create index ticket_replied on ticket (id) where state = 'taken' and waits_since is null;

-- What happened to tickets, from which times are counted.
create table ticket_event (
    id        bigint generated always as identity primary key,
    ticket_id bigint not null references ticket on delete cascade,
    at        timestamptz not null,
    kind      text not null check (kind in ('opened', 'taken', 'replied', 'noted', 'returned', 'handed_back', 'resolved')),
    -- The agent's name, or a word for who else it was, as in ticket.resolved_by; null for the customer's bot.
    actor     text,
    agent_id  bigint references agent on delete set null
);
create index ticket_event_of_ticket on ticket_event (ticket_id, id);
create index ticket_event_agent on ticket_event (agent_id) where agent_id is not null;

-- What agents tell each other about a ticket; no customer reads it.
create table ticket_note (
    id         bigint generated always as identity primary key,
    ticket_id  bigint not null references ticket on delete cascade,
    -- Tells it from others, so that asking twice writes one.
    key        text not null,
    agent      text not null,
    agent_id   bigint references agent on delete set null,
    text       text not null,
    written_at timestamptz not null,
    unique (ticket_id, key)
);
create index ticket_note_of_ticket on ticket_note (ticket_id, id);
create index ticket_note_agent on ticket_note (agent_id) where agent_id is not null;
