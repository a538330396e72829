-- What reports are compared by, by number of the report. The index is made when the table has been filled.
create table view_keys (
	report bigint not null,
	key    bigint not null,
	primary key (report, key)
);
create index view_keys_by_key on view_keys (key);

alter table view_reports alter column copy_of type text collate "C";
create index view_reports_by_copy on view_reports (copy_of);

-- Which incidents name an actor, by what its names have in common.
create table view_actors (
	key      text collate "C" not null,
	incident bigint not null,
	primary key (key, incident)
);
create index view_actors_by_incident on view_actors (incident);

-- What was made before these tables were is made anew.
delete from view_meta where name = 'version';
