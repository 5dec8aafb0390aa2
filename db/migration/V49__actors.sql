-- The one who has a ticket, or said something to a customer, is known by the number of an account or of a program's key. Names are
-- what people saw, and identify nobody: an agent who took another's name had their tickets and could change their words.
alter table ticket add program bigint;
create index ticket_program on ticket (program, state, id) where program is not null;
alter table message add said_by text;
-- Not valid: no row has one yet, and nobody waits until all are read.
alter table message add constraint message_said_by check (said_by ~ '^(agent|program):[1-9][0-9]*$') not valid;

-- The event of a reply is written with it.
update message m set said_by = 'agent:' || said.agent_id
from (select distinct on (m.id) m.id, e.agent_id
      from ticket_event e join ticket t on t.id = e.ticket_id
      join message m on m.conversation_id = t.conversation_id and m.author = 'agent' and m.agent = e.actor
          and e.at between m.said_at and m.said_at + interval '1 minute'
      where e.kind = 'replied' and e.agent_id is not null
      order by m.id, e.at) said
where said.id = m.id;

-- A ticket that a program took under its key's name is the key's.
update ticket t set program = k.id from api_key k
where t.state = 'taken' and t.assignee is null and t.taken_by = k.name and k.revoked_at is null;
