-- One row an entry. seq runs 1, 2, 3, … without gaps; hash covers the entry and prev, the hash before it.
create table entries (
	seq  bigint not null primary key,
	kind text not null,
	key  text not null,
	at   text not null,
	body text not null,
	prev text not null,
	hash text not null,
	unique (kind, key)
);

-- Where each reader of the ledger stands. A name holds the version of what reads.
create table cursors (
	name text not null primary key,
	seq  bigint not null
);

-- Which reports there are, to tell revisions and copies. It repeats what entries of kind report say.
create table reports (
	id        text not null primary key,
	address   text not null,
	text_hash text not null,
	revision  bigint not null,
	seq       bigint not null
);
create index reports_by_address on reports (address, revision);
create index reports_by_text on reports (text_hash, seq);
