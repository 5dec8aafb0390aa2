-- The actor by whom a ticket was resolved, or something happened to it: agent:5, program:3, stranger, customer, merged, nobody,
-- silence, time or erased. The name beside it is what people saw, and tells nothing of what its owner is.
alter table ticket add column resolver text;
alter table ticket_event add column done_by text;

-- The word of such an actor. Where a former version wrote the row, there is a name only.
create function actor_word(word text, name text) returns text language sql immutable parallel safe as $$
    select coalesce(word, case
        when name in ('customer', 'merged', 'nobody', 'silence', 'time', 'erased') then name
        when name is not null then 'agent' end)
$$;
