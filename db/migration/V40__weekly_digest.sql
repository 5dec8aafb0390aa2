-- The weekly digest, which operators may want.

alter table agent
    -- How they want it; null for not at all.
    add digest text check (digest in ('mail', 'slack')),
    add digest_language text,
    -- The Monday of which they were told last.
    add digest_told date;
create index agent_digest on agent (id) where digest is not null;
