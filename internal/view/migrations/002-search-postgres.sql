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

-- Keys sort by their bytes, as SQLite sorts them.
alter table view_incidents alter column id type text collate "C", alter column part type text collate "C";
alter table view_accounts alter column id type text collate "C", alter column report type text collate "C";
alter table view_reports alter column id type text collate "C";
