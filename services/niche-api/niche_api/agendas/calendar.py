"""Meetings as an iCalendar file (RFC 5545), for the calendars that people use."""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from typing import TYPE_CHECKING

from eslabon.contracts.envelope import Lang
from eslabon.contracts.events import Event, Meeting
from servicekit.language import texts

if TYPE_CHECKING:
    from icalendar import Event as Entry

MEDIA_TYPE = "text/calendar"
_TABLE = texts("Mesa {}", "Mesa {}", "Table {}")


def calendar(event: Event, meetings: Sequence[Meeting], made_at: datetime, lang: Lang) -> bytes:
    """Return meetings as one calendar; each keeps its identifier when the agenda is made anew."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//Eslabon//Agenda//ES")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", event.name)
    for meeting in meetings:
        made.add_component(_entry(event, meeting, made_at, lang))
    found: bytes = made.to_ical()
    return found


def _entry(event: Event, meeting: Meeting, made_at: datetime, lang: Lang) -> "Entry":
    from icalendar import Event as Entry

    pair = "|".join([event.event, *sorted((meeting.first, meeting.second))])
    entry = Entry()
    entry.add("uid", f"{blake2b(pair.encode(), digest_size=16).hexdigest()}@eslabon")
    entry.add("dtstamp", made_at.astimezone(UTC))
    entry.add("dtstart", meeting.start.astimezone(UTC))
    entry.add("dtend", meeting.end.astimezone(UTC))
    entry.add("summary", f"{meeting.first_name} – {meeting.second_name}")
    place = [_TABLE[lang].format(meeting.table), event.place, event.name]
    entry.add("location", ", ".join(one for one in place if one))
    return entry
