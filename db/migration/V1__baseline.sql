-- Parley's schema. From the first release on, migrations are only added: nobody edits this file.

-- ---------------------------------------------------------------------------------------------------------------------
-- Instances
-- ---------------------------------------------------------------------------------------------------------------------

-- The running instances. One whose heartbeat stopped is dead, and its work is free.
create table instance (
    id           uuid primary key,
    started_at   timestamptz not null default now(),
    heartbeat_at timestamptz not null default now(),
    -- Counts heartbeats. The other instances watch whether it moves, by their own clocks.
    heartbeats   bigint not null default 0
);

-- Work that is due at a date, such as deleting old rows: the table of db-scheduler, whose columns these are.
create table scheduled_tasks (
    task_name            text not null,
    task_instance        text not null,
    task_data            bytea,
    execution_time       timestamptz,
    picked               boolean not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint not null,
    priority             smallint,
    state                text,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_due on scheduled_tasks (execution_time);
create index scheduled_tasks_alive on scheduled_tasks (last_heartbeat);

-- ---------------------------------------------------------------------------------------------------------------------
-- Conversations
-- ---------------------------------------------------------------------------------------------------------------------

-- A person as one channel knows them.
create table participant (
    id          bigint generated always as identity primary key,
    channel     text not null,
    external_id text not null,
    name        text,
    language    text,
    -- A digest of the place that a person writes from who can be a new one at any time; what they may cost is counted by it.
    origin      text,
    seen_at     timestamptz not null default now(),
    unique (channel, external_id)
);

-- A thread's history and state.
create table conversation (
    id                   bigint generated always as identity primary key,
    channel              text not null,
    thread               text not null,
    address              text not null,
    state                text not null default 'bot' check (state in ('bot', 'waiting', 'with_agent', 'closed')),
    reachable            boolean not null default true,
    -- The two letters of the language in which the conversation's person writes; null as long as nothing tells it.
    language             text,
    -- Messages up to this one are no longer used to understand a question.
    context_starts_after bigint not null default 0,
    opened_at            timestamptz not null default now()
);
create unique index conversation_open_thread on conversation (channel, thread) where state <> 'closed';
create index conversation_address on conversation (channel, address);

-- One message in a conversation.
create table message (
    id               bigint generated always as identity primary key,
    conversation_id  bigint not null references conversation,
    author           text not null check (author in ('participant', 'bot', 'agent')),
    participant_id   bigint references participant,
    agent            text,
    text             text not null,
    -- What came along with the text.
    attachments      text,
    -- What is not sure about who said it, in words for agents; null where the channel knows.
    unverified       text,
    said_at          timestamptz not null,
    channel          text not null,
    -- A participant's message also has the following.
    external_id      text,
    command          text check (command in ('start', 'help', 'human', 'not_helped', 'none_of_these', 'unclear_choice')),
    chosen_faq       text,
    revision         int not null default 0,
    original_text    text,
    edited_at        timestamptz,
    deleted_at       timestamptz,
    -- An answer also has the following.
    answers_message  bigint references message,
    answers_revision int,
    source           text check (source in ('faq', 'choices', 'model', 'handoff', 'notice', 'person')),
    reason           text,
    confidence       double precision check (confidence between 0 and 1),
    faq_id           text,
    choices          jsonb,
    citations        jsonb,
    model            text,
    tokens_in        int,
    tokens_out       int,
    millis           int,
    unique (answers_message, answers_revision)
);
create unique index message_external_id on message (channel, external_id) where external_id is not null;
create index message_of_conversation on message (conversation_id, id);
create index message_participant on message (participant_id) where participant_id is not null;
-- What was deleted is looked for every few minutes.
create index message_deleted on message (id) where deleted_at is not null;

-- What a person, or a place that they write from, costs within an hour; the empty name stands for all of them.
create table usage_count (
    hour  timestamptz not null,
    kind  text not null check (kind in ('ticket', 'model_call')),
    who   text not null,
    count int not null,
    primary key (hour, kind, who)
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Queues
--
-- Rows of one ordering_key are worked on one at a time, in the order of their ids: the unique index on the front of each key
-- enforces it. Rows are claimed by channel, so that a channel that is paused or busy holds up no other.
-- ---------------------------------------------------------------------------------------------------------------------

-- Events as services delivered them, stored before anything is understood.
create table inbox (
    id              bigint generated always as identity primary key,
    channel         text not null,
    key             text not null,
    ordering_key    text not null,
    payload         bytea not null,
    received_at     timestamptz not null,
    state           text not null check (state in ('queued', 'ready', 'claimed', 'deferred', 'done', 'dead_letter')),
    next_attempt_at timestamptz not null default now(),
    instance        uuid,
    fencing_token   bigint not null default 0,
    attempts        int not null default 0,
    error           text,
    -- The message that the event became, as soon as it is understood.
    message_id      bigint references message,
    outcome         text,
    -- What a deferred event waits for, and how long at most.
    waits_for       text,
    waits_until     timestamptz,
    done_at         timestamptz,
    unique (channel, key)
);
create unique index inbox_one_front on inbox (ordering_key) where state in ('ready', 'claimed');
create index inbox_next_attempt on inbox (channel, next_attempt_at, id) where state = 'ready';
create index inbox_queued on inbox (ordering_key, id) where state = 'queued';
create index inbox_claimed on inbox (instance) where state = 'claimed';
create index inbox_deferred on inbox (waits_until) where state = 'deferred';
create index inbox_deferred_in_order on inbox (ordering_key) where state = 'deferred';
create index inbox_dead_letter on inbox (done_at) where state = 'dead_letter';
create index inbox_done on inbox (done_at) where state = 'done';
create index inbox_message on inbox (message_id) where message_id is not null;
-- The backlog's age.
create index inbox_oldest on inbox (received_at) where state in ('ready', 'claimed');

-- Messages to be delivered, a row for each part of a message.
create table outbox (
    id                  bigint generated always as identity primary key,
    channel             text not null,
    ordering_key        text not null,
    address             text not null,
    message_id          bigint not null references message,
    part                int not null,
    action              text not null check (action in ('send', 'update', 'delete')),
    -- The row whose message is updated or deleted.
    replaces            bigint references outbox on delete set null,
    payload             text not null,
    received_at         timestamptz,
    state               text not null check (state in ('queued', 'ready', 'claimed', 'sending', 'sent', 'superseded', 'dead_letter')),
    next_attempt_at     timestamptz not null default now(),
    instance            uuid,
    fencing_token       bigint not null default 0,
    attempts            int not null default 0,
    error               text,
    -- Whether an earlier try may have arrived, and how often the message was sent again although it may have.
    outcome_unknown     boolean not null default false,
    possible_duplicates int not null default 0,
    external_id         text,
    created_at          timestamptz not null default now(),
    done_at             timestamptz,
    unique (message_id, part)
);
create unique index outbox_one_front on outbox (ordering_key) where state in ('ready', 'claimed', 'sending');
create index outbox_next_attempt on outbox (channel, next_attempt_at, id) where state = 'ready';
create index outbox_queued on outbox (ordering_key, id) where state = 'queued';
create index outbox_claimed on outbox (instance) where state in ('claimed', 'sending');
create index outbox_external_id on outbox (channel, external_id) where external_id is not null;
create index outbox_dead_letter on outbox (done_at) where state = 'dead_letter';
create index outbox_done on outbox (done_at) where state in ('sent', 'superseded');
create index outbox_replaces on outbox (replaces) where replaces is not null;
-- The backlog's age.
create index outbox_oldest on outbox (created_at) where state in ('ready', 'claimed', 'sending');

-- ---------------------------------------------------------------------------------------------------------------------
-- Feedback
-- ---------------------------------------------------------------------------------------------------------------------

-- The current verdict of a person on an answer.
create table verdict (
    message_id     bigint not null references message,
    participant_id bigint not null references participant,
    vote           smallint not null check (vote in (-1, 0, 1)),
    via            text not null,
    comment        text,
    changed_at     timestamptz not null,
    primary key (message_id, participant_id)
);
create index verdict_participant on verdict (participant_id, message_id);

-- Every verdict that was ever given, the current ones included.
create table verdict_history (
    id             bigint generated always as identity primary key,
    message_id     bigint not null references message,
    participant_id bigint not null references participant,
    vote           smallint not null check (vote in (-1, 0, 1)),
    via            text not null,
    comment        text,
    changed_at     timestamptz not null
);
create index verdict_history_of_answer on verdict_history (message_id, participant_id, id);
create index verdict_history_participant on verdict_history (participant_id);

-- The reactions that an answer has now.
create table reaction (
    message_id     bigint not null references message,
    participant_id bigint not null references participant,
    emoji          text not null,
    added_at       timestamptz not null,
    primary key (message_id, participant_id, emoji)
);
create index reaction_participant on reaction (participant_id);

-- ---------------------------------------------------------------------------------------------------------------------
-- Tickets
-- ---------------------------------------------------------------------------------------------------------------------

-- A conversation that waits for, or is with, an agent.
create table ticket (
    id               bigint generated always as identity primary key,
    conversation_id  bigint not null references conversation,
    message_id       bigint references message,
    reason           text not null check (reason in ('asked_for_person', 'missing_knowledge', 'unsupported_request',
        'policy', 'failure', 'unresolved_choice', 'usage_limit')),
    state            text not null default 'waiting' check (state in ('waiting', 'taken', 'resolved')),
    -- Grows with each change of the ticket.
    revision         int not null default 0,
    opened_at        timestamptz not null,
    taken_at         timestamptz,
    taken_by         text,
    resolved_at      timestamptz,
    resolved_by      text,
    -- The moment from which its present deadline counts.
    idle_since       timestamptz not null default now(),
    -- Since when the customer waits for a person's word; null once a person had the last one.
    waits_since      timestamptz,
    last_customer_at timestamptz,
    -- When agents were last told of it, and whether they were told again since somebody last replied.
    called_at        timestamptz not null default now(),
    called_again     boolean not null default false,
    -- The resolution up to which the agents' words were looked at; a ticket that is resolved again is looked at again.
    drafted_up_to    timestamptz
);
create unique index ticket_open on ticket (conversation_id) where state <> 'resolved';
create index ticket_message on ticket (message_id) where message_id is not null;
-- Tickets that a message led to, when it is deleted.
create index ticket_of_conversation on ticket (conversation_id, message_id);
-- Lists by page.
create index ticket_unresolved on ticket (id) where state <> 'resolved';
create index ticket_of_state on ticket (state, id);
-- Deadlines: of taken tickets whose customer waits, of taken tickets whose customer does not, of tickets that nobody took.
create index ticket_forgotten on ticket (idle_since, id) where state = 'taken' and waits_since is not null;
create index ticket_quiet on ticket (idle_since, id) where state = 'taken' and waits_since is null;
create index ticket_untaken on ticket (idle_since, id) where state = 'waiting';
-- What agents wrote is learned from tickets that were resolved lately.
create index ticket_resolved on ticket (resolved_at) where state = 'resolved';
create index ticket_to_draft on ticket (resolved_at)
    where state = 'resolved' and (drafted_up_to is null or drafted_up_to < resolved_at);

-- Agents' replies by their idempotency key, so that asking twice sends one.
create table ticket_reply (
    ticket_id  bigint not null references ticket on delete cascade,
    key        text not null,
    message_id bigint not null references message on delete cascade,
    made_at    timestamptz not null,
    primary key (ticket_id, key)
);
create index ticket_reply_message on ticket_reply (message_id);
create index ticket_reply_made on ticket_reply (made_at);

-- ---------------------------------------------------------------------------------------------------------------------
-- Knowledge
-- ---------------------------------------------------------------------------------------------------------------------

-- The counter by which each instance keeps its own index fresh; one row. Writers count it up in the transaction that changes
-- the FAQ and so go one after the other: a reader that has seen number n has seen every change up to n.
create table faq_change (
    only_row boolean primary key default true check (only_row),
    number   bigint not null
);
insert into faq_change (number) values (0);

-- A question of the FAQ with its answer.
create table faq_entry (
    id         text primary key check (length(id) between 1 and 200),
    question   text not null,
    answer     text,
    category   text not null default '',
    keywords   text not null default '',
    url        text,
    owner      text,
    review_by  date,
    language   text not null default 'en',
    -- Entries of one intent are several ways to say one thing; their probabilities are added.
    intent     text not null default '',
    -- Drafts have no answer yet and are searched; suggestions are read by their reviewers alone; retired entries by nobody.
    state      text not null check (state in ('published', 'draft', 'suggested', 'retired')),
    revision   integer not null default 1,
    change     bigint not null,
    updated_at timestamptz not null default now(),
    check (state <> 'published' or answer is not null)
);
create index faq_entry_change on faq_entry (change);
create index faq_entry_state on faq_entry (state, id);

-- Every way to ask for an entry, with its vector.
create table faq_phrasing (
    id        bigint generated always as identity primary key,
    entry     text not null references faq_entry on delete cascade,
    -- 'answer' is a piece of the answer, short enough for the embedding model; 'confirmed' and 'weakened' are learned.
    kind      text not null check (kind in ('question', 'alternative', 'negative', 'answer', 'confirmed', 'weakened')),
    -- Learned phrasings outlive an import of the file that their entry came from.
    origin    text not null check (origin in ('file', 'learned')),
    text      text not null,
    -- SHA-256 of the normalised text.
    hash      bytea not null,
    -- A confirmed phrasing counts as much as it is probable; a weakened one takes away this many log-odds.
    weight    double precision not null default 1,
    -- 32-bit floats, little-endian; null until embedded.
    vector    bytea,
    model     text,
    dimension integer,
    -- The vector of the embedding model that the settings choose, beside that of the built-in one, which serves until these
    -- are complete and whenever the chosen model is away.
    chosen_vector    bytea storage external,
    chosen_model     text,
    chosen_dimension integer,
    check ((vector is null) = (model is null)),
    check (vector is null or length(vector) = 4 * dimension),
    check ((chosen_vector is null) = (chosen_model is null)),
    check (chosen_vector is null or length(chosen_vector) = 4 * chosen_dimension)
);
-- A question of the FAQ itself can be weakened, too.
create unique index faq_phrasing_text on faq_phrasing (entry, hash) where kind <> 'weakened';
create unique index faq_phrasing_weakened on faq_phrasing (entry, hash) where kind = 'weakened';
-- An import looks up the phrasings of many entries at once; neither of the partial indexes above serves it.
create index faq_phrasing_entry on faq_phrasing (entry);
-- Phrasings without a vector of the model in use are looked for at each start.
create index faq_phrasing_model on faq_phrasing (model, id);
create index faq_phrasing_chosen_model on faq_phrasing (chosen_model, id);

-- What an imported FAQ says besides its answers: to a greeting, where nothing is known, and the words that take leave.
create table faq_manner (
    kind text not null check (kind in ('greeting', 'fallback', 'exit')),
    text text not null,
    primary key (kind, text)
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Learning
-- ---------------------------------------------------------------------------------------------------------------------

-- A question, in a customer's words, and an entry that somebody said something about.
create table lesson (
    id       bigint generated always as identity primary key,
    entry    text not null references faq_entry on delete cascade,
    -- SHA-256 of the normalised question.
    hash     bytea not null,
    text     text not null,
    -- How sure the FAQ was of the entry without having been taught the question; null until it was weighed.
    prior    double precision check (prior between 0 and 1),
    -- What the FAQ is taught: above 0 how probable the pair is, below 0 by how many log-odds it is weakened.
    weight   double precision not null default 0,
    -- It becomes a phrasing of the FAQ only with a person's yes.
    proposal text not null default 'open' check (proposal in ('open', 'published', 'dismissed')),
    -- Counts what was said; what is weighed is what was said up to a revision.
    revision int not null default 0,
    weighed  int not null default 0,
    unique (entry, hash)
);
create index lesson_to_weigh on lesson (id) where weighed <> revision;

-- What one person says of a lesson now, however often they were asked.
create table lesson_vote (
    lesson  bigint not null references lesson on delete cascade,
    -- A participant, an agent or an operator.
    person  text not null,
    -- Strangers are told apart by their voice: an account, a mail address, or the address that a visitor comes from. Agents and
    -- operators have none; their word counts by itself.
    voice   text,
    -- 'named' is an agent's, who chose the entry among all.
    said    text not null check (said in ('helpful', 'unhelpful', 'named')),
    -- Whose words the question is; null when it was asked in no conversation.
    message bigint references message,
    said_at timestamptz not null,
    primary key (lesson, person),
    constraint lesson_vote_voice check ((voice is null) = (person not like 'participant:%'))
);
create index lesson_vote_of_message on lesson_vote (message);
-- How much was said since the last version.
create index lesson_vote_said on lesson_vote (said_at);

-- A question whose right treatment is known: no version of what the FAQ is taught may lose on them.
create table regression_case (
    id       bigint generated always as identity primary key,
    text     text not null,
    hash     bytea not null unique,
    -- Null: nothing in the FAQ answers it.
    expected text references faq_entry on delete cascade,
    origin   text not null check (origin in ('agreed', 'named', 'published', 'file')),
    added_at timestamptz not null
);
create index regression_case_expected on regression_case (expected) where expected is not null;
create index regression_case_added on regression_case (added_at, id);

-- A version of what the FAQ is taught. The last one that is not refused is in use.
create table refit (
    id           bigint generated always as identity primary key,
    made_at      timestamptz not null,
    -- 'restored' brings back an earlier version: from then on nothing is learned until somebody asks for it. A version that
    -- answered too little is 'undone'.
    state        text not null check (state in ('taken', 'refused', 'restored', 'undone')),
    restores     bigint references refit,
    pairs        int not null,
    confirmed    int not null,
    weakened     int not null,
    cases        int not null,
    -- Cases treated right with the version before and with this one.
    right_before int not null,
    right_after  int not null,
    -- The share of known questions that the version before answered.
    answered     double precision check (answered between 0 and 1)
);
create index refit_restores on refit (restores) where restores is not null;

-- What a version taught of a lesson.
create table refit_lesson (
    refit  bigint not null references refit on delete cascade,
    lesson bigint not null references lesson on delete cascade,
    weight double precision not null,
    primary key (refit, lesson)
);
create index refit_lesson_of_lesson on refit_lesson (lesson);

-- ---------------------------------------------------------------------------------------------------------------------
-- Web chat
-- ---------------------------------------------------------------------------------------------------------------------

-- Sessions that the server issued. The id proves that a browser owns its session.
create table web_session (
    id             text primary key,
    supporter_name text not null,
    -- The web_message up to which its browser has been sent everything.
    received_seq   bigint not null default 0,
    created_at     timestamptz not null,
    seen_at        timestamptz not null
);
create index web_session_seen on web_session (seen_at);

-- Delivered messages. A delivery has one row, so that a repeated one is recognised.
create table web_message (
    seq         bigint generated always as identity primary key,
    thread      text not null,
    delivery_id bigint not null unique,
    action      text not null check (action in ('send', 'update', 'delete')),
    message_id  text not null,
    -- The message_id in whose place it comes.
    replaces    text,
    in_reply_to text,
    payload     text not null,
    created_at  timestamptz not null
);
create index web_message_of_thread on web_message (thread, seq);
create index web_message_answer on web_message (thread, in_reply_to) where in_reply_to is not null;
create index web_message_id on web_message (thread, message_id);
create index web_message_age on web_message (created_at);

-- The key with which a digest stands for a visitor's address, so that nobody finds out the address by trying all.
create table web_key (
    only_row boolean primary key default true check (only_row),
    secret   bytea not null
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Mail
-- ---------------------------------------------------------------------------------------------------------------------

-- How far each folder has been read.
create table mail_folder (
    mailbox     text not null,
    folder      text not null,
    uidvalidity bigint not null,
    last_uid    bigint not null,
    -- When the folder was first looked at; older mails are left alone.
    since       timestamptz not null,
    -- Up to this UID mails are compared with those from before their UIDs changed.
    compare_to  bigint not null,
    primary key (mailbox, folder)
);

-- The mail of each folder that was tried last, written down before it is read: one that kills the process is known by it.
create table mail_try (
    mailbox     text not null,
    folder      text not null,
    uidvalidity bigint not null,
    uid         bigint not null,
    -- How often in a row it was begun and not understood.
    tries       int not null,
    primary key (mailbox, folder)
);

-- A mail thread with one person.
create table mail_thread (
    thread      text primary key,
    mailbox     text not null,
    person      text not null,
    -- Where answers in the thread go: where its first mail wanted them.
    recipient   text,
    -- The subject without "Re:" and the like, in lower case.
    subject_key text not null,
    seen_at     timestamptz not null
);
create index mail_thread_subject on mail_thread (mailbox, person, subject_key, seen_at);
create index mail_thread_seen on mail_thread (seen_at);

-- Every mail that came in, and what was decided about it.
create table mail_in (
    id              bigint generated always as identity primary key,
    mailbox         text not null,
    folder          text not null,
    uidvalidity     bigint not null,
    uid             bigint not null,
    -- The same mail has the same identity wherever it turns up again.
    identity        text not null,
    message_id      text not null,
    reference_ids   text not null,
    sender          text not null,
    sender_name     text,
    -- What the mail server said about who sent it.
    sender_check    text check (sender_check in ('passed', 'failed', 'undecided', 'unchecked')),
    subject         text not null,
    thread          text,
    decision        text not null check (decision in ('question', 'rejection', 'kept', 'verdict', 'bounce', 'not_answered', 'quarantined')),
    reason          text,
    -- The automatic mail that may go out to it: an answer, the word that no more come for now, or the word that a person
    -- will come; null: none. Limits count these by the address and the domain that they go to.
    automatic       text check (automatic in ('answer', 'limit', 'person')),
    receiver        text,
    receiver_domain text,
    received_at     timestamptz not null,
    -- Whether the mailbox shows that it was taken.
    marked          boolean not null default false,
    unique (mailbox, folder, uidvalidity, uid)
);
create index mail_in_identity on mail_in (identity);
create index mail_in_message on mail_in (message_id);
create index mail_in_sender on mail_in (sender, received_at);
create index mail_in_thread on mail_in (thread, id);
create index mail_in_received on mail_in (received_at);
create index mail_in_not_answered on mail_in (id) where decision in ('kept', 'not_answered', 'quarantined');
create index mail_in_to_mark on mail_in (mailbox, folder) where not marked;
-- Limits of automatic mails.
create index mail_in_receiver on mail_in (receiver, received_at) where automatic is not null;
create index mail_in_receiver_domain on mail_in (receiver_domain, received_at) where automatic is not null;
create index mail_in_answered on mail_in (mailbox, received_at)
    where automatic is not null and sender_check is distinct from 'passed';
create index mail_in_thread_answered on mail_in (thread, received_at) where automatic is not null;
create index mail_in_sender_answered on mail_in (sender, received_at) where automatic is not null;

-- Every mail that goes out, written down before it is sent.
create table mail_out (
    delivery_id  bigint primary key,
    message_id   text not null unique,
    mailbox      text not null,
    thread       text not null,
    recipient    text not null,
    -- The answer that it carries.
    answer_id    text not null,
    source       text not null,
    -- What a link in it shows: the mail's language, and the questions to choose from.
    language     text,
    choices      jsonb,
    created_at   timestamptz not null,
    -- When the mail server took it; such a mail is not submitted again, also after a crash.
    submitted_at timestamptz
);
create index mail_out_thread on mail_out (thread);
create index mail_out_created on mail_out (created_at);
-- A reply that names no mail of ours is known by its writer.
create index mail_out_recipient on mail_out (lower(recipient), created_at);

-- Mails that went out and do not lie in their mailbox's sent folder yet, so that they get there though it could not be reached.
create table mail_copy (
    delivery_id bigint primary key,
    mailbox     text not null,
    mail        bytea not null,
    created_at  timestamptz not null
);
create index mail_copy_created on mail_copy (created_at);

-- Mails with several questions: each is answered on its own, and the answers go out in one mail.
create table mail_question (
    -- The mail's id and the question's place in it, such as <a@example.org>#2of3.
    external_id text primary key,
    thread      text not null,
    asked       text not null,
    -- The answer, which waits for those to the questions behind it, as a delivery and its payload.
    delivery_id bigint,
    answer      text,
    -- The delivery whose mail takes it along.
    sent_with   bigint,
    created_at  timestamptz not null
);
create index mail_question_of_thread on mail_question (thread);
create index mail_question_sent_with on mail_question (sent_with) where sent_with is not null;
create index mail_question_created on mail_question (created_at);

-- Links in mails that were followed; each works once.
create table mail_link_used (
    link    text primary key,
    used_at timestamptz not null
);
create index mail_link_used_at on mail_link_used (used_at);

-- People who want no automatic answers.
create table mail_suppression (
    mailbox text not null,
    person  text not null,
    since   timestamptz not null,
    primary key (mailbox, person)
);

-- The key that signs links and message ids.
create table mail_key (
    only_row boolean primary key default true check (only_row),
    secret   bytea not null
);
