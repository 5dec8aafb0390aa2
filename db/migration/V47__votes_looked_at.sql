-- Up to which vote was looked for gaps: votes in the order in which they were written, since a service may tell of one late.

alter table gap_progress add last_vote bigint not null default 0;
update gap_progress set last_vote = coalesce((select max(id) from verdict_history), 0);
