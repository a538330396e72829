-- The incidents themselves, as compressed JSON.
create table view_bodies (
	n    bigint not null primary key,
	data bytea not null
);

-- The words of an incident, under its number. The words come folded and parted by blanks.
create table view_search (
	n     bigint not null primary key,
	words tsvector not null
);
create index view_search_words on view_search using gin (words);

-- What reports are compared by, by number of the report. While all is made anew there is no index.
create table view_keys (
	report bigint not null,
	key    bigint not null,
	primary key (report, key)
);
create index view_keys_by_key on view_keys (key);

-- Keys sort by their bytes, as SQLite sorts them.
alter table view_incidents alter column id type text collate "C", alter column part type text collate "C";
alter table view_accounts alter column id type text collate "C", alter column report type text collate "C";
alter table view_actors alter column key type text collate "C";
alter table view_reports alter column id type text collate "C", alter column copy_of type text collate "C";
