-- Large bodies beside the entries, under the SHA-256 of what they hold, compressed. A body can be
-- removed, by law or wish, and never changed.
create table bodies (
	hash text not null primary key,
	data blob not null
);

create trigger entries_no_update before update on entries
begin select raise(abort, 'the ledger is append-only: entries are never changed'); end;
create trigger entries_no_delete before delete on entries
begin select raise(abort, 'the ledger is append-only: entries are never deleted'); end;
create trigger reports_no_update before update on reports
begin select raise(abort, 'the ledger is append-only: reports are never changed'); end;
create trigger reports_no_delete before delete on reports
begin select raise(abort, 'the ledger is append-only: reports are never deleted'); end;
create trigger bodies_no_update before update on bodies
begin select raise(abort, 'the ledger is append-only: bodies are never changed'); end;
