-- The incidents themselves, as compressed JSON.
create table view_bodies (
	n    bigint not null primary key,
	data blob not null
);

-- The words of an incident, under its number. The words come folded and parted by blanks.
create virtual table view_search using fts5 (words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');

-- What reports are compared by, by number of the report. While all is made anew there is no index.
create table view_keys (
	report bigint not null,
	key    bigint not null,
	primary key (report, key)
) without rowid;
create index view_keys_by_key on view_keys (key);
