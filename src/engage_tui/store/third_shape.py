"""Step 3 of the database's shape: the fields of the engagement form and of its tables are searched, too.

Of the words that are new here, those on the survivor, those that say who somebody is, and why something was moved into
the file copy count as known only from the survivor: the list of notes does not tell where they stand.
"""

from __future__ import annotations

from engage_tui.store.second_shape import answer_triggers, entry_trigger

_FIELDS = (
    "('said', 'seen', 'view', 'survivor', 'agency', 'record', 'asked_as', 'reason', 'action', 'who', 'when', 'text',"
    " 'act', 'towards', 'on_child', 'on_survivor', 'on_household', 'protective', 'evidence', 'checked_by', 'if_not',"
    " 'way', 'offer', 'outcome', 'held_under', 'case_id', 'name', 'born', 'gender', 'disability', 'address',"
    " 'ethnicity', 'religion', 'sexuality', 'involvement', 'fact', 'may_know', 'planned_as', 'release', 'carried')"
)

_HELD = (
    "case when field.key in ('survivor', 'on_survivor', 'protective', 'release', 'name', 'born', 'gender',"
    " 'disability', 'address', 'ethnicity', 'religion', 'sexuality')"
    " or (field.key = 'reason' and ANSWER ->> '$.mark' is 'not-safe')"
    " or (ANSWER ->> '$.source' is '[\"survivor\"]' and coalesce(ANSWER ->> '$.text', '') = '') then 1"
    " when coalesce(ANSWER ->> '$.source', '[]') = '[]' then 2 else 0 end"
)

V3 = f"""
drop trigger answer_added;
drop trigger answer_changed;
drop trigger entry_added;
{answer_triggers(_FIELDS, _HELD)}
{entry_trigger(_FIELDS, _HELD)}
"""
