-- Others look at how an agent's reply fares, and need not ask for each message whether it is one.
alter table outbox add of_agent boolean not null default false;
