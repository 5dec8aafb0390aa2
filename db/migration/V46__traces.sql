-- The trace to which a row belongs (W3C's traceparent), so that whichever instance goes on with it continues the trace;
-- null where traces are off. Made up of random numbers, not of anything that a person said or is called.
alter table inbox add column trace text;
alter table outbox add column trace text;
