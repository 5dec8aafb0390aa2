-- Tickets by page and deadline, and what agents reply, once.

alter table ticket
    -- rises with each thing that is done about a ticket
    add column revision         int not null default 0,
    -- from when its present deadline counts; tickets of before count from now
    add column idle_since       timestamptz not null default now(),
    -- since when the customer waits for a person's word; null once a person had the last one
    add column waits_since      timestamptz,
    add column last_customer_at timestamptz,
    -- when agents were last told of it, and whether they were told again since somebody last replied
    add column called_at        timestamptz not null default now(),
    add column called_again     boolean not null default false;

update ticket t set last_customer_at = said.said_at,
    waits_since = case when t.state = 'waiting' then t.opened_at
                       when last.author = 'participant' then said.said_at end
from ticket o
left join lateral (select said_at from turn where conversation_id = o.conversation_id and author = 'participant'
                   order by id desc limit 1) said on true
left join lateral (select author from turn where conversation_id = o.conversation_id and author <> 'bot'
                   order by id desc limit 1) last on true
where o.id = t.id and t.state <> 'resolved';

-- Lists.
drop index ticket_waiting;
create index ticket_unresolved on ticket (id) where state <> 'resolved';
create index ticket_of_state on ticket (state, id);

-- Deadlines: of tickets that an agent has while the customer waits, that an agent has and nobody waits, that nobody has.
create index ticket_forgotten on ticket (idle_since, id) where state = 'taken' and waits_since is not null;
create index ticket_quiet on ticket (idle_since, id) where state = 'taken' and waits_since is null;
create index ticket_untaken on ticket (idle_since, id) where state = 'waiting';

-- Replies by the key under which they were asked for, so that asking twice sends one.
create table ticket_reply (
    ticket_id bigint not null references ticket on delete cascade,
    key       text not null,
    turn_id   bigint not null references turn on delete cascade,
    made_at   timestamptz not null,
    primary key (ticket_id, key)
);
create index ticket_reply_turn on ticket_reply (turn_id);
create index ticket_reply_made on ticket_reply (made_at);
