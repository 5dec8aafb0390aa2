-- What agents wrote is learned from tickets that were resolved lately.
create index ticket_resolved on ticket (resolved_at) where state = 'resolved';
