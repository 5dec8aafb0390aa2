-- Customers and colleagues tell agents apart by their names, so no two agents have names that look alike: how a letter is put
-- together, capitals, spaces and marks that nobody sees make no difference.
create function shown_key(name text) returns text language sql immutable parallel safe
    return lower(btrim(regexp_replace(regexp_replace(normalize(name, NFKC),
        '[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\ufe00-\ufe0f\ufeff]',
        '', 'g'), '\s+', ' ', 'g')));

-- A name as it is wanted, or shortened to 100 characters with the first free number behind it.
create function free_name(wanted text) returns text language plpgsql as $$
declare
    n int := 2;
    one text := wanted;
begin
    while exists (select from agent where shown_key(name) = shown_key(one)) loop
        one := left(wanted, 99 - length(n::text)) || ' ' || n;
        n := n + 1;
    end loop;
    return one;
end $$;

-- A ticket that was taken in the name of one agent is that agent's.
update ticket t set assignee = a.id from agent a
where t.state = 'taken' and t.assignee is null and t.taken_by = a.name
    and not exists (select from agent other where other.name = a.name and other.id <> a.id);

-- The entry that an agent named as right counts as the account's, whatever the agent is called later; a name that stands twice
-- tells of nobody.
update lesson_vote v set person = 'account:' || a.id from agent a
where v.person = 'agent:' || a.name and not exists (select from agent other where other.name = a.name and other.id <> a.id);

-- Of those that have one name today, who may sign in and was there first keeps it.
do $$
declare
    double record;
    one text;
begin
    for double in select id, login, name from (
            select id, login, name, row_number() over (partition by shown_key(name) order by locked_at is not null, id) as n
            from agent) ranked where n > 1 order by id loop
        one := free_name(double.name);
        update agent set name = one where id = double.id;
        insert into audit (at, actor, deed, object, detail)
        values (now(), null, 'agent_renamed', double.login, left(double.name, 140) || ' -> ' || left(one, 140));
    end loop;
end $$;

create unique index agent_shown_name on agent (shown_key(name));
