"""Reads [[start, rule, from, until], ...] and writes, for each, the beginnings between; all as naive local times."""
import json
import sys
from datetime import datetime, timedelta

from dateutil.rrule import rrulestr

FORM = "%Y%m%dT%H%M%S"
read = lambda text: datetime.strptime(text, FORM)
answers = []
for start, rule, since, until in json.load(sys.stdin):
    series = rrulestr(rule, dtstart=read(start))
    answers.append([at.strftime(FORM) for at in series.between(read(since), read(until), inc=True)])
json.dump(answers, sys.stdout)
