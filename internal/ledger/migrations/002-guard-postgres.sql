-- Large bodies beside the entries, under the SHA-256 of what they hold, compressed. A body can be
-- removed, by law or wish, and never changed.
create table bodies (
	hash text not null primary key,
	data bytea not null
);

-- Keys sort by their bytes, as SQLite sorts them.
alter table entries alter column kind type text collate "C", alter column key type text collate "C";
alter table reports alter column id type text collate "C", alter column address type text collate "C";
alter table cursors alter column name type text collate "C";

create function refuse_change() returns trigger language plpgsql as $body$
begin
	raise exception 'the ledger is append-only: % are never changed or deleted', tg_table_name;
end
$body$;
create trigger entries_guard before update or delete or truncate on entries
	for each statement execute function refuse_change();
create trigger reports_guard before update or delete or truncate on reports
	for each statement execute function refuse_change();
create trigger bodies_guard before update on bodies
	for each statement execute function refuse_change();
