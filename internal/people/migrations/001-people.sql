-- Who may sign in. A removed user keeps the row and the name, because decisions in the ledger bear it.
create table users (
	name     text not null primary key,
	role     text not null,
	password text not null,
	added    text not null,
	removed  text not null
);

-- Who is signed in: only hashes of what browsers hold.
create table sessions (
	hash    text not null primary key,
	name    text not null,
	begun   text not null,
	expires text not null
);
create index sessions_by_name on sessions (name);

-- What programs sign in with: only hashes of it.
create table tokens (
	id      text not null primary key,
	hash    text not null unique,
	name    text not null,
	scope   text not null,
	label   text not null,
	made    text not null,
	expires text not null
);

-- Every attempt to sign in, from which the limits are counted.
create table signins (
	id      text not null primary key,
	at      text not null,
	name    text not null,
	address text not null,
	outcome text not null
);
create index signins_by_name on signins (name, at);
create index signins_by_address on signins (address, at);
create index signins_by_time on signins (at);
