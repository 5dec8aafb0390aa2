-- What was taken back is not to be read where agents were told of it: the tickets that it led to are found by their conversation.
create index ticket_of_conversation on ticket (conversation_id, turn_id);
-- What waits for a conversation to begin is found by its place in the order once one does.
create index inbox_held_in_order on inbox (order_key) where state = 'held';
