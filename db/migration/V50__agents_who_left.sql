-- A ticket keeps the number of the agent who had it last, also of one who is removed: until it is given back, it is known whose it
-- was. No other account gets the number.
alter table ticket drop constraint ticket_assignee_fkey;

-- A ticket whose agent is not known ends as one about which its agent says nothing, also where it was put off.
update ticket set snoozed_until = null, idle_since = now()
where state = 'taken' and assignee is null and program is null and snoozed_until is not null;
