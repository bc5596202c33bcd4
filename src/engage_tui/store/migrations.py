"""The shape of the database, one numbered step at a time. A step that was released is never edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.errors import StoreNewerError
from engage_tui.store.second_shape import V2
from engage_tui.store.third_shape import V3

if TYPE_CHECKING:
    import apsw

_V1 = """
create table note (
  id text primary key,
  reference text not null,
  held_on text not null,
  state text not null check (state in ('draft', 'final')),
  changed text not null,
  details text not null
) without rowid;
create index note_by_change on note (changed desc, reference, held_on, state);

create table answer (
  note text not null references note (id) on delete cascade,
  item text not null,
  body text not null,
  primary key (note, item)
) without rowid;

create table entry (
  seq integer primary key,
  note text not null,
  version integer not null,
  doc text not null,
  hash text not null unique,
  unique (note, version)
);
create table head (only integer primary key check (only = 1), seq integer not null, hash text not null);
create trigger entry_no_update before update on entry begin select raise(abort, 'a final note cannot be changed'); end;
create trigger entry_no_delete before delete on entry begin select raise(abort, 'a final note cannot be deleted'); end;
create trigger head_forward before update on head when new.seq <> old.seq + 1
  begin select raise(abort, 'the record only grows'); end;
create trigger head_no_delete before delete on head begin select raise(abort, 'the record only grows'); end;

create trigger entry_no_replace before insert on entry
  when exists (
    select 1 from entry where seq = new.seq or hash = new.hash or (note = new.note and version = new.version)
  )
  begin select raise(abort, 'a final note cannot be changed'); end;
create trigger head_no_replace before insert on head when exists (select 1 from head where new.seq <> seq + 1)
  begin select raise(abort, 'the record only grows'); end;
create trigger note_final before update on note when old.state = 'final'
  begin select raise(abort, 'a final note cannot be changed'); end;
create trigger note_final_no_delete before delete on note when old.state = 'final'
  begin select raise(abort, 'a final note cannot be deleted'); end;
create trigger note_final_no_replace before insert on note
  when new.state = 'final' and exists (select 1 from note where id = new.id and state = 'final')
  begin select raise(abort, 'a final note cannot be changed'); end;

create table fact (name text primary key, value text not null) without rowid;
"""

MIGRATIONS: tuple[str, ...] = (_V1, V2, V3)


def version_of(connection: apsw.Connection) -> int:
    """The number of the last step that the database went through."""
    return int(str(connection.pragma("user_version")))


def broken_rules(connection: apsw.Connection) -> list[str]:
    """The tables, indexes and triggers that are missing, added or not as the steps made them."""
    import apsw

    new = apsw.Connection(":memory:")
    for step in MIGRATIONS[: version_of(connection)]:
        new.execute(step)
    ours, theirs = _shape(new), _shape(connection)
    new.close()
    return sorted(name for name, _ in ours ^ theirs)


def _shape(connection: apsw.Connection) -> set[tuple[str, str]]:
    rows = connection.execute("select name, sql from sqlite_master where name not like 'sqlite_%'")
    return {(str(name), str(sql)) for name, sql in rows}


def migrate(connection: apsw.Connection) -> None:
    """Bring the database to the newest shape, each step whole or not at all. Raises `StoreNewerError`."""
    version = version_of(connection)
    if version > len(MIGRATIONS):
        raise StoreNewerError(
            "These notes were written by a newer engage-tui.", "Nothing was changed. Open them with that version."
        )
    for number, step in enumerate(MIGRATIONS[version:], version + 1):
        connection.execute("begin immediate")
        try:
            connection.execute(step)
            connection.pragma("user_version", number)
            connection.execute("commit")
        except BaseException:
            connection.execute("rollback")
            raise
