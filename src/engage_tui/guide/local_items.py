"""An organisation's contacts and services as items of the guide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.guide.model import AnswerKind, Item, Kind, Section, Source

if TYPE_CHECKING:
    from engage_tui.guide.local import Contact, Service

LOCAL_DOCUMENT = "local"
CONTACTS, SERVICES = "local-contacts", "local-services"
CONTACT = "contact."
"""What the id of a contact's item begins with."""
SERVICE = "service."
WHICH_PART = "This help does not deal with the abuse. Which part of the plan does, and who is responsible for it?"


def contact_item(contact: Contact) -> Item:
    """A contact as it stands in the list."""
    return Item.model_validate(
        {
            "id": f"{CONTACT}{contact.id}",
            "kind": Kind.CONTACT,
            "short": f"{contact.role}: {contact.phone}",
            "parts": contact.parts,
            "checked": contact.checked,
            "source": _source("Who to ring"),
        }
    )


def service_item(service: Service) -> Item:
    """A service as it stands in the list; what was offered is marked on it like on any referral."""
    return Item.model_validate(
        {
            "id": f"{SERVICE}{service.id}",
            "kind": Kind.REFERRAL,
            "short": f"{service.name}: {service.help}",
            "parts": service.parts,
            "if_no": "" if service.addresses_abuse else WHICH_PART,
            "checked": service.checked,
            "source": _source("Services"),
        }
    )


def section_for(item: Item) -> Section:
    """The section that contacts or services stand in."""
    if item.kind is Kind.CONTACT:
        about = {"id": CONTACTS, "step": "prepare", "title": "Who to ring here"}
    else:
        about = {"id": SERVICES, "step": "refer", "title": "Services near you", "answer": AnswerKind.REFERRAL}
    return Section.model_validate({**about, "items": (item,)})


def _source(section: str) -> Source:
    return Source(doc=LOCAL_DOCUMENT, section=section)
