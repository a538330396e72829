-- These tables follow from the ledger, so a change of them is a new file that drops them all and makes them as they are to
-- be: whoever opens them next fills them again.
drop table if exists view_meta;
drop table if exists view_incidents;
drop table if exists view_bodies;
drop table if exists view_search;
drop table if exists view_accounts;
drop table if exists view_reports;
drop table if exists view_gone;
drop table if exists view_keys;
drop table if exists view_actors;
drop table if exists view_counted;

-- What is kept of the state of these tables: version, seq (last entry of the ledger that was taken in), change (counts
-- changes), making (counts how often they were made anew), at (when they were last written).
create table view_meta (
	name  text not null primary key,
	value text not null
);

-- One row an incident, with what it is looked for and counted by. n is its number here; change tells what was written since
-- a reader last looked. Days are YYYY-MM-DD, '' where unknown; lists are JSON.
create table view_incidents (
	n         bigint not null primary key,
	id        text not null unique,
	part      text not null,
	kind      text not null,
	stage     text not null,
	start_day text not null,
	end_day   text not null,
	country   text not null,
	adm1      text not null,
	names     text not null,
	precision text not null,
	lat       double precision,
	lon       double precision,
	killed    bigint,
	claim     text not null,
	review    text not null,
	known     text not null,
	accounts  bigint not null,
	reports   bigint not null,
	weapons   text not null,
	targets   text not null,
	actors    text not null,
	outlets   text not null,
	summary   text not null,
	hash      text not null,
	change    bigint not null
);
create index view_incidents_by_change on view_incidents (change);
create index view_incidents_by_part on view_incidents (part);

-- What counts need of each incident, in one short text, see counted.go: a hundred thousand are read in a fraction of a second.
create table view_counted (
	n    bigint not null primary key,
	line text not null
);

-- Incidents that are no more, for readers that still hold them.
create table view_gone (
	n      bigint not null primary key,
	change bigint not null
);
create index view_gone_by_change on view_gone (change);

-- Which incident an account tells of, and what of it bears on the review of its report.
create table view_accounts (
	id       text not null primary key,
	report   text not null,
	incident bigint not null,
	weight   double precision not null,
	disputes bigint not null,
	reviewed bigint not null
);
create index view_accounts_by_report on view_accounts (report);
create index view_accounts_by_incident on view_accounts (incident);

-- Which incidents name an actor, by what its names have in common.
create table view_actors (
	key      text not null,
	incident bigint not null,
	primary key (key, incident)
);
create index view_actors_by_incident on view_actors (incident);

-- One row a report. coding is the doubt that stands in its record, doubt that of its incidents included; traits is what its
-- accounts are compared by; actors is what the record that counts says of ties and designations, as JSON, '' for nothing.
create table view_reports (
	n         bigint not null primary key,
	id        text not null unique,
	url       text not null,
	outlet    text not null,
	title     text not null,
	language  text not null,
	published text not null,
	credit    text not null,
	copy_of   text not null,
	coder     text not null,
	accounts  bigint not null,
	problems  bigint not null,
	coding    double precision not null,
	doubt     double precision not null,
	weight    double precision not null,
	decided   bigint not null,
	gone      bigint not null,
	reviewed  bigint not null,
	traits    text not null,
	actors    text not null,
	change    bigint not null
);
create index view_reports_by_change on view_reports (change);
create index view_reports_by_published on view_reports (published);
create index view_reports_by_copy on view_reports (copy_of);
