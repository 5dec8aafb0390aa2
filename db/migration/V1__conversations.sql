-- The conversation model, and the two queues on a message's way.

-- Who is alive. An instance whose heartbeat stopped is dead and its work is free.
create table instance (
    id           uuid primary key,
    started_at   timestamptz not null default now(),
    heartbeat_at timestamptz not null default now()
);

-- A person as one channel knows them.
create table participant (
    id          bigint generated always as identity primary key,
    channel     text not null,
    external_id text not null,
    name        text,
    language    text,
    seen_at     timestamptz not null default now(),
    unique (channel, external_id)
);

-- A thread's history and state.
create table conversation (
    id           bigint generated always as identity primary key,
    channel      text not null,
    thread       text not null,
    address      text not null,
    state        text not null default 'bot' check (state in ('bot', 'waiting', 'person', 'closed')),
    reachable    boolean not null default true,
    -- turns up to this one are no longer used to understand a question
    forget_up_to bigint not null default 0,
    opened_at    timestamptz not null default now()
);
create unique index conversation_open_thread on conversation (channel, thread) where state <> 'closed';
create index conversation_address on conversation (channel, address);

-- One message in a conversation.
create table turn (
    id               bigint generated always as identity primary key,
    conversation_id  bigint not null references conversation,
    author           text not null check (author in ('participant', 'bot', 'agent')),
    participant_id   bigint references participant,
    agent            text,
    text             text not null,
    said_at          timestamptz not null,
    -- what a participant's message adds
    channel          text not null,
    message_key      text,
    wish             text check (wish in ('start', 'help', 'human', 'none_of_these')),
    chosen_faq       text,
    revision         int not null default 0,
    original_text    text,
    edited_at        timestamptz,
    deleted_at       timestamptz,
    -- what an answer adds
    answers_turn     bigint references turn,
    answers_revision int,
    source           text check (source in ('faq', 'choices', 'model', 'handoff', 'notice', 'person')),
    reason           text,
    confidence       double precision check (confidence between 0 and 1),
    faq_id           text,
    choices          jsonb,
    citations        jsonb,
    model            text,
    tokens_in        int,
    tokens_out       int,
    millis           int,
    unique (answers_turn, answers_revision)
);
create unique index turn_message_key on turn (channel, message_key) where message_key is not null;
create index turn_of_conversation on turn (conversation_id, id);

-- What services delivered, stored before anything is understood.
create table inbox (
    id          bigint generated always as identity primary key,
    channel     text not null,
    key         text not null,
    order_key   text not null,
    payload     bytea not null,
    received_at timestamptz not null,
    state       text not null check (state in ('queued', 'ready', 'claimed', 'held', 'done', 'parked')),
    due_at      timestamptz not null default now(),
    instance    uuid,
    fence       bigint not null default 0,
    attempts    int not null default 0,
    error       text,
    -- the turn that the event became, once step 2 is committed
    turn_id     bigint references turn,
    outcome     text,
    held_for    text,
    held_until  timestamptz,
    done_at     timestamptz,
    unique (channel, key)
);
create unique index inbox_one_head on inbox (order_key) where state in ('ready', 'claimed');
create index inbox_due on inbox (due_at, id) where state = 'ready';
create index inbox_queued on inbox (order_key, id) where state = 'queued';
create index inbox_claimed on inbox (instance) where state = 'claimed';
create index inbox_held on inbox (held_until) where state = 'held';
create index inbox_parked on inbox (done_at) where state = 'parked';
create index inbox_done on inbox (done_at) where state = 'done';

-- What is to be delivered, a row for each part of a message.
create table outbox (
    id              bigint generated always as identity primary key,
    channel         text not null,
    order_key       text not null,
    address         text not null,
    turn_id         bigint not null references turn,
    part            int not null,
    action          text not null check (action in ('send', 'update', 'delete')),
    -- the row whose message is updated or taken away
    replaces        bigint references outbox,
    payload         text not null,
    received_at     timestamptz,
    state           text not null
        check (state in ('queued', 'ready', 'claimed', 'sending', 'sent', 'failed', 'superseded')),
    due_at          timestamptz not null default now(),
    instance        uuid,
    fence           bigint not null default 0,
    attempts        int not null default 0,
    error           text,
    -- an earlier try may have arrived
    maybe_sent      boolean not null default false,
    possible_doubles int not null default 0,
    message_key     text,
    created_at      timestamptz not null default now(),
    done_at         timestamptz,
    unique (turn_id, part)
);
create unique index outbox_one_head on outbox (order_key) where state in ('ready', 'claimed', 'sending');
create index outbox_due on outbox (due_at, id) where state = 'ready';
create index outbox_queued on outbox (order_key, id) where state = 'queued';
create index outbox_claimed on outbox (instance) where state in ('claimed', 'sending');
create index outbox_message_key on outbox (channel, message_key) where message_key is not null;
create index outbox_failed on outbox (done_at) where state = 'failed';

-- One current verdict a person and answer; its history stays.
create table verdict (
    turn_id        bigint not null references turn,
    participant_id bigint not null references participant,
    vote           smallint not null check (vote in (-1, 0, 1)),
    via            text not null,
    comment        text,
    changed_at     timestamptz not null,
    primary key (turn_id, participant_id)
);
create table verdict_history (
    id             bigint generated always as identity primary key,
    turn_id        bigint not null references turn,
    participant_id bigint not null references participant,
    vote           smallint not null check (vote in (-1, 0, 1)),
    via            text not null,
    comment        text,
    changed_at     timestamptz not null
);
create index verdict_history_of_answer on verdict_history (turn_id, participant_id, id);

-- The reactions that stand on an answer now.
create table reaction (
    turn_id        bigint not null references turn,
    participant_id bigint not null references participant,
    emoji          text not null,
    added_at       timestamptz not null,
    primary key (turn_id, participant_id, emoji)
);

-- A conversation that waits for, or is with, a person.
create table ticket (
    id              bigint generated always as identity primary key,
    conversation_id bigint not null references conversation,
    turn_id         bigint references turn,
    reason          text not null check (reason in ('asked_for_person', 'missing_knowledge', 'unsupported_request',
        'policy', 'failure', 'unresolved_choice', 'usage_limit')),
    state           text not null default 'waiting' check (state in ('waiting', 'taken', 'resolved')),
    opened_at       timestamptz not null,
    taken_at        timestamptz,
    taken_by        text,
    resolved_at     timestamptz,
    resolved_by     text
);
create unique index ticket_open on ticket (conversation_id) where state <> 'resolved';
create index ticket_waiting on ticket (opened_at) where state <> 'resolved';
