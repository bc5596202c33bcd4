"""What plain mode says at fixed places."""

from __future__ import annotations

ACT_RULE = "One indicator is enough. Follow your safeguarding procedure now."
WHY_MOVED = (
    "The person may read the file copy one day, and who said it. Move what the survivor told you only if they know and "
    "agree; what is known in another way by now, write under that source. The reason itself stays restricted."
)
IN_ENTRY = "Here you can type: write, from, show, move, remove, or the name of a field. Enter goes back."
MARK_NEW = "plan, asked, not asked or not safe? Enter for none of these:"
HELP = """\
Enter goes on. back goes back one, next to the next section, step and a number to a step.
Answers are words or letters; they are read out when they change. clear takes one off.
write asks for words; said, saw and view go straight to those. from asks where it is known from.
show reads out all that is written here, restricted words too.
? explains an item, with its source; where there are several, ? and a number. v gives another wording.
add, list, open and a number: for what can be written many times, such as attempts.
move puts what only the survivor said into the file copy, with a reason. tables turns the people tables on or off.
items lists this section; a number goes to one. open opens a closed section or the direct questions; shut closes them.
find and words finds and goes there. risk and good open the indicators and good practice; done comes back.
stop reads out the stop card, and writes the reason and the time down. planned reads out what you planned to ask.
undo takes back the last change, redo brings it back. where says where you are, again reads it out.
mind says what to keep in mind.
details changes the reference, date, setting or who wrote it. copies writes it to another disk.
blank, or Ctrl+L and Enter, clears the window until your passphrase is typed. lock does, and forgets everything.
menu leaves the conversation. quit leaves. Everything is saved as you go."""
GATE = (
    "These questions are direct. Put to someone who is closed, they end the talk and can bring blame on the survivor. "
    "If the answers are closed, leave them and find out from others."
)
GATE_CHOICES = (
    ("leave", "Leave them closed"),
    ("open", "They are answering openly"),
    ("reason", "Open them for another reason, which I will give"),
)
READ_ONLY = (
    "READ-ONLY. {} You can read your notes, find words in them and write copies to another disk. Nothing can be "
    "written down or changed. When the folder can be written to again, leave and start once more."
)
KEPT = (
    "Something restricted is kept back from it: it is on the restricted sheet, which your manager or the survivor's "
    "worker may need."
)
SURE = (
    "A final note cannot be changed afterwards, not even by you. What turns out wrong or left out is put right by an "
    "amendment: a new version beside this one, with its reason. The draft closes, and the note stays here to be read "
    "and copied."
)
COPIES = "Copies are not encrypted. Put them where your service keeps case records, then delete them here."
TOLD = (
    "These places say that the survivor or a child told you something. The person may read this copy one day and work "
    "out who talked."
)
FOR_THE_SCREEN = "Deleting, review dates, themes and keys are on the screen only, which starts without --plain."
