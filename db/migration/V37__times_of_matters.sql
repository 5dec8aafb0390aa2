-- How long customers waited, counted with the episodes.

-- How many milliseconds after its first message the bot's first answer to it was delivered. Rows of the outbox are cleared away
-- sooner than an episode may be written anew.
alter table episode add answered_in bigint;

-- They are read for a stretch of days.
create index suggestion_dismissed on suggestion (decided_at) where state = 'dismissed';
create index ticket_event_returned on ticket_event (at) where kind = 'returned';
