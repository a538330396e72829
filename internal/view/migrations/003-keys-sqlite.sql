-- What reports are compared by, by number of the report. The index is made when the table has been filled.
create table view_keys (
	report bigint not null,
	key    bigint not null,
	primary key (report, key)
) without rowid;
create index view_keys_by_key on view_keys (key);

create index view_reports_by_copy on view_reports (copy_of);

-- Which incidents name an actor, by what its names have in common.
create table view_actors (
	key      text not null,
	incident bigint not null,
	primary key (key, incident)
) without rowid;
create index view_actors_by_incident on view_actors (incident);

-- What was made before these tables were is made anew.
delete from view_meta where name = 'version';
