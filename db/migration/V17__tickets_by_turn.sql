-- What was taken back is not to be read where agents were told of it: the tickets that it led to are found by it.
create index ticket_of_turn on ticket (turn_id);
