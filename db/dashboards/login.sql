-- Lets Grafana in, to the views of figures only. Days are those of the zone.
alter role parley_insight login password :'password';
alter role parley_insight set timezone = :'zone';
