-- Tickets from whose answers an agent wants the FAQ to learn, by a button under the ticket where agents are. A row goes as soon
-- as that agent was told what became of it.

create table taught_ticket (
    ticket_id bigint primary key references ticket on delete cascade,
    agent_id  bigint not null references agent on delete cascade,
    -- Where the agent is told, and by which id the service knows them.
    channel   text not null,
    person    text not null,
    asked_at  timestamptz not null,
    -- How often it was begun, and when last: one whose process died is begun again.
    tries     int not null default 0,
    tried_at  timestamptz
);
create index taught_ticket_agent on taught_ticket (agent_id);
create index taught_ticket_asked on taught_ticket (asked_at);
