"""Reads calendars with python-icalendar, which shares nothing with Twinbell. JSON in, JSON out."""
import datetime
import json
import sys
import urllib.request

import icalendar
import pytz


def milliseconds(moment):
    return round(moment.timestamp() * 1000)


def read(text):
    calendar = icalendar.Calendar.from_ical(text)
    zones = {str(zone["TZID"]): zone.to_tz() for zone in calendar.walk("VTIMEZONE")}

    def instant(value):
        """By the description of the clock that is in the file, not by the one Python knows of that name."""
        zone = zones.get(str(value.params.get("TZID")))
        if zone is None:
            return milliseconds(value.dt)
        return milliseconds(zone.localize(value.dt.replace(tzinfo=None)))

    return {
        "method": str(calendar.get("METHOD")),
        "name": str(calendar.get("X-WR-CALNAME", "")),
        "zones": sorted(zones),
        "events": [
            {
                "uid": str(event["UID"]),
                "sequence": int(event["SEQUENCE"]),
                "status": str(event["STATUS"]),
                "summary": str(event["SUMMARY"]),
                "description": str(event["DESCRIPTION"]),
                "organizer": str(event["ORGANIZER"]),
                "stamp": milliseconds(event["DTSTAMP"].dt),
                "startAt": instant(event["DTSTART"]),
                "startZone": str(event["DTSTART"].params.get("TZID", "")),
                "startWall": event["DTSTART"].dt.strftime("%Y-%m-%dT%H:%M"),
                "endAt": instant(event["DTEND"]),
            }
            for event in calendar.walk("VEVENT")
        ],
    }


def offsets(text, instants):
    zone = icalendar.Timezone.from_ical(text).to_tz()
    moments = (datetime.datetime.fromtimestamp(at / 1000, pytz.utc).astimezone(zone) for at in instants)
    return [round(moment.utcoffset().total_seconds() / 60) for moment in moments]


asked = json.load(sys.stdin)
if "calendar" in asked:
    answer = read(asked["calendar"])
elif "address" in asked:
    with urllib.request.urlopen(asked["address"], timeout=10) as response:
        answer = read(response.read().decode("utf-8"))
else:
    answer = [offsets(zone["text"], zone["instants"]) for zone in asked["zones"]]
json.dump(answer, sys.stdout)
