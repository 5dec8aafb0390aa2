-- How often an instance has given a sign of life. The others watch whether it moves, by their own clocks.
alter table instance add column beats bigint not null default 0;

-- Rows are claimed by channel, so that a channel that is paused or busy holds up no other.
drop index inbox_due;
create index inbox_due on inbox (channel, due_at, id) where state = 'ready';
drop index outbox_due;
create index outbox_due on outbox (channel, due_at, id) where state = 'ready';

-- What the backlog is counted by, and how old the oldest of it is: only rows that wait are in these.
create index inbox_oldest on inbox (received_at) where state in ('ready', 'claimed');
create index outbox_oldest on outbox (created_at) where state in ('ready', 'claimed', 'sending');

-- Sent rows are pruned, and what they replaced is forgotten with them. Each foreign key that a deletion has to look through
-- has an index.
create index outbox_done on outbox (done_at) where state in ('sent', 'superseded');
create index outbox_replaces on outbox (replaces) where replaces is not null;
alter table outbox drop constraint outbox_replaces_fkey,
    add constraint outbox_replaces_fkey foreign key (replaces) references outbox on delete set null;
create index inbox_turn on inbox (turn_id) where turn_id is not null;
create index ticket_turn on ticket (turn_id) where turn_id is not null;
create index turn_participant on turn (participant_id) where participant_id is not null;
create index verdict_participant on verdict (participant_id, turn_id);
create index verdict_history_participant on verdict_history (participant_id);
create index reaction_participant on reaction (participant_id);

-- What people took back is looked for every few minutes.
create index turn_deleted on turn (id) where deleted_at is not null;

-- What is pruned by its age.
create index mail_out_created on mail_out (created_at);
create index mail_thread_seen on mail_thread (seen_at);
create index mail_link_used_at on mail_link_used (used_at);
create index refit_restores on refit (restores) where restores is not null;
create index regression_case_expected on regression_case (expected) where expected is not null;
create index regression_case_added on regression_case (added_at, id);
