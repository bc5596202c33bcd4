"""Step 2 of the database's shape: search, amendments, review dates, and how a final note is deleted.

What is searched is kept by triggers, so that no way of writing a note can forget it: `page` has a row for each draft
(version 0) and each version of a final note, `searchable` a row for each field with words in it, `search` the words.
The id of a `searchable` row begins with that of its page (`id >> 20`), so that a search for a common word needs no
second look at each place where the word stands. Places 1 to 15 of a page are the note's own details.

`held` is 1 when the words are known only from the survivor: in the survivor's field, under an answer that has no other
source, or as the reason why something was not safe. It is 2 when nobody has said where the answer is known from (see
`record.audience`, which also knows what the guide restricts, and which answers need a source).
"""

from __future__ import annotations

_FIELDS = (
    "('said', 'seen', 'view', 'survivor', 'agency', 'record', 'asked_as', 'reason', 'action', 'who', 'when', 'text')"
)

_TABLES = """
create table amendment (
  draft text primary key references note (id) on delete cascade,
  note text not null unique references note (id),
  version integer not null,
  reason text not null,
  begun text not null
) without rowid;
create table review (note text primary key references note (id) on delete cascade, due text not null) without rowid;
create index review_by_date on review (due);

create table page (
  id integer primary key,
  note text not null references note (id) on delete cascade,
  version integer not null,
  unique (note, version)
);
create table searchable (
  id integer primary key,
  page integer not null references page (id) on delete cascade,
  item text not null,
  field text not null,
  held integer not null,
  words text not null,
  unique (page, item, field)
);
create virtual table search using fts5 (
  words, content = 'searchable', content_rowid = 'id', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
);
insert into search (search, rank) values ('secure-delete', 1);
"""

# A note's own details: places 1 to 5, the last for why the direct questions were opened.
_DETAILS = """
  insert into searchable
    select (page.id << 20) + row_number() over (partition by page.id), page.id, '', detail.key, 0, detail.value
    from page, json_each(json_object(
      'reference', REFERENCE,
      'held_on', HELD_ON || strftime(' %d/%m/%Y ', HELD_ON)
        || cast(strftime('%d', HELD_ON) as integer) || '/' || cast(strftime('%m', HELD_ON) as integer)
        || strftime('/%Y ', HELD_ON) || cast(strftime('%d', HELD_ON) as integer) || ' '
        || substr('JanFebMarAprMayJunJulAugSepOctNovDec', 3 * strftime('%m', HELD_ON) - 2, 3)
        || strftime(' %Y ', HELD_ON) || json_extract(
          '["January","February","March","April","May","June","July","August","September","October","November",'
          || '"December"]', '$[' || (strftime('%m', HELD_ON) - 1) || ']'),
      'state', STATE,
      'person', DETAILS ->> '$.person',
      'opening', DETAILS ->> '$.opening.reason'
    )) as detail
    where (PAGE) and detail.value <> '';
"""


def _filled(template: str, **parts: str) -> str:
    """The template with each of these names, which stand in it in capitals, replaced."""
    for name, part in parts.items():
        template = template.replace(name.upper(), part)
    return template


def _details(*, page: str, reference: str, held_on: str, state: str, details: str) -> str:
    return _filled(_DETAILS, page=page, reference=reference, held_on=held_on, state=state, details=details)


_HELD = (
    "case when field.key = 'survivor' or (field.key = 'reason' and ANSWER ->> '$.mark' is 'not-safe')"
    " or (ANSWER ->> '$.source' is '[\"survivor\"]' and coalesce(ANSWER ->> '$.text', '') = '') then 1"
    " when coalesce(ANSWER ->> '$.source', '[]') = '[]' then 2 else 0 end"
)

# Words that are no longer there go, those that are new or changed come, and the rest is not touched.
_ANSWER = """
  delete from searchable
    where page = (select id from page where note = new.note and version = 0) and item = new.item
    and field not in (select key from json_each(new.body) where key in FIELDS and value <> '');
  insert into searchable
    select max(
        (page.id << 20) + 15, (select id from searchable where id < (page.id + 1) << 20 order by id desc limit 1)
      ) + row_number() over (), page.id, new.item, field.key, HELD, field.value
    from page, json_each(new.body) as field
    where page.note = new.note and page.version = 0 and field.key in FIELDS and field.value <> ''
    on conflict (page, item, field) do update set words = excluded.words, held = excluded.held
      where words <> excluded.words or held <> excluded.held;
"""

_ANSWER_TRIGGERS = """create trigger answer_added after insert on answer begin ANSWER_WORDS end;
create trigger answer_changed after update on answer begin ANSWER_WORDS end;"""

_ENTRY_TRIGGER = """create trigger entry_added after insert on entry
  when case when json_valid(new.doc) then new.doc ->> '$.kind' is not 'deleted' else 0 end begin
  insert into page (note, version) select id, new.version from note where id = new.note;
  ENTRY_DETAILS
  insert into searchable
    select (page.id << 20) + 15 + row_number() over (), page.id, item.key, field.key,
      HELD, field.value
    from page, json_each(new.doc, '$.body.items') as item, json_each(item.value) as field
    where ENTRY_PAGE and field.key in FIELDS and field.value <> '';
end;"""

_ENTRY_PAGE = "page.note = new.note and page.version = new.version"

_ENTRY_DETAILS = _details(
    page=_ENTRY_PAGE,
    reference="(new.doc ->> '$.body.conversation.reference')",
    held_on="(new.doc ->> '$.body.conversation.held_on')",
    state="'final'",
    details="json_extract(new.doc, '$.body.conversation')",
)


def answer_triggers(fields: str, held: str) -> str:
    """The triggers that keep a draft's words. `fields`: the keys that hold words, as an SQL list; `held`: an SQL
    expression over ANSWER, for whether the words are known only from the survivor.
    """
    words = _filled(_ANSWER, held=held.replace("ANSWER", "new.body"), fields=fields)
    return _filled(_ANSWER_TRIGGERS, answer_words=words)


def entry_trigger(fields: str, held: str) -> str:
    """The trigger that keeps the words of a final note, as `answer_triggers` does those of a draft."""
    return _filled(
        _ENTRY_TRIGGER,
        entry_details=_ENTRY_DETAILS,
        entry_page=_ENTRY_PAGE,
        held=held.replace("ANSWER", "item.value"),
        fields=fields,
    )


_TRIGGERS = _filled(
    """
create trigger searchable_added after insert on searchable
  begin insert into search (rowid, words) values (new.id, new.words); end;
create trigger searchable_gone after delete on searchable
  begin insert into search (search, rowid, words) values ('delete', old.id, old.words); end;
create trigger searchable_changed after update of words on searchable begin
  insert into search (search, rowid, words) values ('delete', old.id, old.words);
  insert into search (rowid, words) values (new.id, new.words);
end;

create trigger note_added after insert on note when new.state = 'draft' begin
  insert into page (note, version) values (new.id, 0);
  DRAFT_DETAILS
end;
create trigger note_described after update on note when new.state = 'draft' and (
    old.reference <> new.reference or old.held_on <> new.held_on
    or old.details ->> '$.person' is not new.details ->> '$.person'
    or old.details ->> '$.opening.reason' is not new.details ->> '$.opening.reason'
  ) begin
  delete from searchable where page = (select id from page where note = new.id and version = 0) and item = '';
  DRAFT_DETAILS
end;
create trigger note_finalised after update on note when old.state = 'draft' and new.state = 'final'
  begin delete from page where note = new.id and version = 0; end;

ANSWER_TRIGGERS
create trigger answer_gone after delete on answer begin
  delete from searchable
    where page = (select id from page where note = old.note and version = 0) and item = old.item;
end;

ENTRY_TRIGGER
create trigger entry_erased after update on entry when new.doc = ''
  begin delete from page where note = new.note and version = new.version; end;
""",
    draft_details=_details(
        page="page.note = new.id and page.version = 0",
        reference="new.reference",
        held_on="new.held_on",
        state="new.state",
        details="new.details",
    ),
    answer_triggers=answer_triggers(_FIELDS, _HELD),
    entry_trigger=entry_trigger(_FIELDS, _HELD),
)

# A final note stays as it is, but for two things. What the list says of it may follow its newest version; and its text
# may go when an entry that says so stands in the chain already: the place, the hash and the chain stay as they were.
_FINAL = """
drop trigger entry_no_update;
create trigger entry_no_update before update on entry when (
    new.seq = old.seq and new.note = old.note and new.version = old.version and new.hash = old.hash and new.doc = ''
    and case when json_valid(old.doc) then old.doc ->> '$.kind' is not 'deleted' end
    and exists (
      select 1 from entry as later, json_each(
        case when json_valid(later.doc) then later.doc else '{}' end, '$.body.erased'
      ) as erased
      where later.note = old.note and later.seq > old.seq and erased.value = old.hash
        and case when json_valid(later.doc) then later.doc ->> '$.kind' end = 'deleted'
    )
  ) is not true
  begin select raise(abort, 'a final note cannot be changed'); end;

drop trigger note_final;
create trigger note_final before update on note when old.state = 'final' and (
    new.id = old.id and new.state = 'final' and new.details = old.details
    and exists (
      select 1 from entry
      where note = old.id and version = (select max(version) from entry where note = old.id) and json_valid(doc)
        and doc ->> '$.body.conversation.reference' = new.reference
        and doc ->> '$.body.conversation.held_on' = new.held_on
        and doc ->> '$.body.conversation.changed' = new.changed
    )
  ) is not true
  begin select raise(abort, 'a final note cannot be changed'); end;

drop trigger note_final_no_delete;
create trigger note_final_no_delete before delete on note when old.state = 'final' and (
    exists (select 1 from entry where note = old.id and doc <> '')
    and not exists (
      select 1 from entry
      where note = old.id and doc <> '' and case when json_valid(doc) then doc ->> '$.kind' end is not 'deleted'
    )
  ) is not true
  begin select raise(abort, 'a final note cannot be deleted'); end;
"""

_NOTE = "(select {} from note where note.id = page.note)"
_ENTRY = "(select {} from entry where entry.note = page.note and entry.version = page.version)"

# What was written before there was a search.
_FILL = _filled(
    """
insert into page (note, version) select id, 0 from note where state = 'draft';
insert into page (note, version) select note, version from entry where note in (select id from note);
DRAFT_DETAILS
ENTRY_DETAILS
insert into searchable
  select (page.id << 20) + 15 + row_number() over (partition by page.id), page.id, answer.item, field.key,
    ANSWER_HELD, field.value
  from page join answer on answer.note = page.note, json_each(answer.body) as field
  where page.version = 0 and field.key in FIELDS and field.value <> '';
insert into searchable
  select (page.id << 20) + 15 + row_number() over (partition by page.id), page.id, item.key, field.key,
    ITEM_HELD, field.value
  from page join entry on entry.note = page.note and entry.version = page.version,
    json_each(entry.doc, '$.body.items') as item, json_each(item.value) as field
  where field.key in FIELDS and field.value <> '';
insert into search (search) values ('rebuild');
""",
    draft_details=_details(
        page="page.version = 0",
        reference=_NOTE.format("reference"),
        held_on=_NOTE.format("held_on"),
        state="'draft'",
        details=_NOTE.format("details"),
    ),
    entry_details=_details(
        page="page.version > 0",
        reference=_ENTRY.format("doc ->> '$.body.conversation.reference'"),
        held_on=_ENTRY.format("doc ->> '$.body.conversation.held_on'"),
        state="'final'",
        details=_ENTRY.format("json_extract(doc, '$.body.conversation')"),
    ),
    answer_held=_HELD.replace("ANSWER", "answer.body"),
    item_held=_HELD.replace("ANSWER", "item.value"),
    fields=_FIELDS,
)

V2 = _TABLES + _FILL + _TRIGGERS + _FINAL
