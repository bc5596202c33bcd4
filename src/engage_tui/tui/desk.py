"""What the screens share: where things are, the settings, the guide, the notes. Screens are given it; none owns it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar

from engage_tui.errors import ContentError
from engage_tui.interface import ENGLISH, use
from engage_tui.paths import shipped_content
from engage_tui.settings import save_key, save_setting
from engage_tui.tui.clipboard import Clipboard
from engage_tui.tui.commands import key_name
from engage_tui.tui.keymap import keys_of
from engage_tui.tui.vault import Vault
from engage_tui.when import local_today

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from engage_tui.guide.guide import Guide
    from engage_tui.guide.translation import Translation
    from engage_tui.lens.lens import Lens
    from engage_tui.lens.sources import Sources
    from engage_tui.paths import Home
    from engage_tui.settings import Settings
    from engage_tui.tui.session import Session


@dataclass(slots=True)
class Desk:
    """One for each run of the app."""

    mark: ClassVar[str] = ""
    """What stands on every screen, when the whole of it is practice."""
    home: Home
    settings: Settings
    vault: Vault = field(default_factory=Vault)
    clipboard: Clipboard = field(default_factory=Clipboard)
    session: Session | None = None
    """The conversation that is open, or was last."""
    unsettled: list[Session] = field(default_factory=list)
    """Conversations that were left while something of them was still to be saved."""
    uncovered: asyncio.Event = field(default_factory=asyncio.Event)
    """Set while the screen is not blanked: nothing may be shown over the blank screen."""
    times_changed: Callable[[], None] = lambda: None
    """Called when a setting changes how long the screen stays as it is by itself."""
    content_trouble: str = ""
    """Why the user's own content was left out, if it was."""
    folder_trouble: str = ""
    """What to say of who else could open the app's folder, if anyone could."""
    lens_trouble: str = ""
    """Why the user's own rules of the language lens were left out, if they were."""
    lens_trouble_told: bool = False
    backup_trouble: str = ""
    """Why the app's own backup could not be made, if it could not."""
    translation: Translation | None = None
    """The words of the language chosen; None for English."""
    _guide: asyncio.Future[Guide] | None = None
    _lens: asyncio.Future[Lens] | None = None
    _sources: Sources | None = None
    _told: tuple[tuple[tuple[str, ...], str], Lens] | None = None

    def __post_init__(self) -> None:
        self.uncovered.set()

    def take_up(self, session: Session) -> None:
        """Make this the open conversation. The one before goes on being saved until it is."""
        self.unsettled = [s for s in (*self.unsettled, self.session) if s and s is not session and not s.settled]
        self.session = session

    def live(self, note_id: str) -> Session | None:
        """The session of a note that was open in this run and may know more than the disk does."""
        sessions = (s for s in (self.session, *self.unsettled) if s is not None)
        return next((s for s in sessions if s.conversation.id == note_id), None)

    @property
    def unsaved(self) -> list[Session]:
        """The conversations of which something is still to be saved."""
        return [s for s in (self.session, *self.unsettled) if s is not None and not s.settled]

    def let_go(self, session: Session) -> None:
        """Nothing more of this conversation is saved: its note is to be deleted."""
        session.end()
        self.unsettled = [s for s in self.unsettled if s is not session]
        self.session = None if self.session is session else self.session

    def flush(self) -> None:
        """Everything typed so far, in every conversation, is on the disk when this returns. Raises `EngageError`."""
        for session in (*self.unsettled, self.session):
            if session is not None:
                session.flush()

    def go_on(self) -> None:
        """What could not be saved is tried again until it is."""
        for session in (*self.unsettled, self.session):
            if session is not None:
                session.go_on()

    def start_loading(self) -> asyncio.Future[Guide]:
        """Begin to read the content on another thread; called once, after the first paint."""
        self._guide = asyncio.ensure_future(self._load())
        return self._guide

    async def guide(self) -> Guide:
        """The guide, once it is read. Raises `ContentError` when even the shipped content is broken."""
        guide = await asyncio.shield(self._guide or self.start_loading())
        return guide.dated(local_today(), self.settings.services_months)

    def finds_told(self, names: tuple[str, ...], person: str) -> Lens:
        """What finds words that tell what the survivor told. Its rules are read with the guide; the last is kept."""
        if self._sources is None:
            self._sources, _ = _load_sources(self.home)
        if self._told is None or self._told[0] != (names, person):
            self._told = (names, person), self._sources.told(names, person)
        return self._told[1]

    async def _load(self) -> Guide:
        guide, trouble = await asyncio.to_thread(_load_guide, self.home)
        self._sources, wrong = await asyncio.to_thread(_load_sources, self.home)
        trouble = "\n".join(filter(None, (trouble, wrong)))
        language = self.settings.language
        self.translation, lacking = await asyncio.to_thread(_load_language, self.home, guide, language)
        use(language if self.translation else ENGLISH, self.translation.interface if self.translation else {})
        self.content_trouble = trouble or lacking
        return guide

    def shown(self, guide: Guide) -> Guide:
        """The guide as it is shown, in the language chosen. Notes are made with the English one."""
        if self.translation is None:
            return guide
        from engage_tui.guide.translation import translated

        return translated(guide, self.translation)

    def set_language(self, language: str) -> None:
        """Choose a language and keep the choice; the content is read again for it. Raises `WriteError`."""
        self._guide = None
        self._set("language", language)

    async def lens(self) -> Lens:
        """The language lens, read on another thread when it is first asked for.

        Raises `ContentError` when even the shipped rules are broken.
        """
        if self._lens is None:
            self._lens = asyncio.ensure_future(self._load_lens())
        return await asyncio.shield(self._lens)

    async def _load_lens(self) -> Lens:
        lens, self.lens_trouble = await asyncio.to_thread(_load_lens, self.home)
        return lens

    @property
    def word_for_person(self) -> str:
        """The organisation's own word for the person; empty when it has none, or the content is not read yet."""
        read = self._guide is not None and self._guide.done() and not self._guide.exception()
        return self._guide.result().word_for_person if self._guide is not None and read else ""

    def key(self, command_id: str) -> str:
        """The first key of a command, as people read it."""
        return key_name(keys_of(command_id, self.settings.keys).split(",")[0])

    def set_theme(self, name: str) -> None:
        """Choose a theme and keep the choice. Raises `WriteError`."""
        self._set("theme", name)

    def set_layout(self, name: str) -> None:
        """Choose a layout and keep the choice. Raises `WriteError`."""
        self._set("layout", name)

    def set_motion(self, *, reduced: bool) -> None:
        """Choose whether anything may change by itself, and keep the choice. Raises `WriteError`."""
        self._set("reduced_motion", reduced)

    @property
    def copies_folder(self) -> str:
        """Where copies are written, unless another folder is named."""
        return self.settings.export_folder or str(self.home.exports)

    def set_export_folder(self, folder: str) -> None:
        """Choose where copies are written and keep the choice. Raises `WriteError`."""
        self._set("export_folder", folder)

    def set_copy_forms(self, forms: Iterable[str]) -> None:
        """Keep in which forms copies were written. Raises `WriteError`."""
        self._set("copy_forms", " ".join(forms))

    def set_number(self, name: str, number: int) -> None:
        """Choose how many backups or how often, and keep the choice. Raises `WriteError`."""
        self._set(name, number)

    def set_time(self, name: str, value: str | float) -> None:
        """Choose what happens by itself and when, such as blanking, and keep the choice. Raises `WriteError`."""
        try:
            self._set(name, value)
        finally:
            self.times_changed()

    def _set(self, name: str, value: str | float) -> None:
        change: dict[str, Any] = {name: value}
        self.settings = replace(self.settings, **change)
        save_setting(self.home.settings, name, value)

    def set_keys(self, command_id: str, keys: str) -> None:
        """Give a command other keys and keep the choice. Raises `WriteError`."""
        self.settings = replace(self.settings, keys={**self.settings.keys, command_id: keys})
        save_key(self.home.settings, command_id, keys)


def _load_guide(home: Home) -> tuple[Guide, str]:
    """The guide, and why the user's own content was left out, if it was."""
    from engage_tui.guide.loader import load_guide

    shipped = shipped_content()
    if not home.content.is_dir():
        return load_guide(shipped), ""
    try:
        return load_guide(shipped, home.content), ""
    except ContentError as e:
        return load_guide(shipped), str(e)


def _load_lens(home: Home) -> tuple[Lens, str]:
    """The language lens, and why the user's own rules were left out, if they were."""
    from engage_tui.lens.loader import load_lens

    shipped = shipped_content()
    try:
        return load_lens(shipped, home.content if home.content.is_dir() else None), ""
    except ContentError as e:
        return load_lens(shipped), str(e)


def _load_sources(home: Home) -> tuple[Sources, str]:
    """The words that give a source away, and why the user's own were left out, if they were."""
    from engage_tui.lens.sources import usual_sources

    return usual_sources(shipped_content(), home.content)


def _load_language(home: Home, guide: Guide, language: str) -> tuple[Translation | None, str]:
    """The words of a language, and why there are none, if it was asked for in vain."""
    if language == ENGLISH:
        return None, ""
    from engage_tui.guide.translation import languages, load_translation

    local = home.content if home.content.is_dir() else None
    if language not in languages(shipped_content(), local):
        return None, f"There is nothing in the language {language}. Everything is shown in English."
    try:
        return load_translation(guide, language, shipped_content(), local), ""
    except ContentError as e:
        return None, str(e)
