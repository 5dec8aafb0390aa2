-- Suggestions of long ago go.
create index suggestion_made on suggestion (made_at);

-- The sources of a suggestion are looked up by it alone.
create index suggestion_source_suggestion on suggestion_source (suggestion);
