import type { Reader } from '../../chat/call.ts';
import { msg } from '../../core/message.ts';
import { type HeldMeeting, promiseStates, type YearReport } from '../../core/report/year-report.ts';
import { day, instant, type Phrase } from '../../core/text.ts';
import { twinningName } from '../../core/twinning/twinning-name.ts';
import { plainMedium, word } from '../../i18n/format.ts';
import { html, type Markup, nothing, wordedHtml } from './html.ts';
import { columnChart, type Share, shareChart, stackChart } from './report-charts.ts';
import { reportPolicy } from './report-policy.ts';
import { reportStyle } from './report-style.ts';

/** The report as one page that needs nothing else: no script, no picture, no letters from elsewhere. Pure. */
export function renderReport(report: YearReport, reader: Reader): string {
  const pen = new Pen(report, reader);
  const name = twinningName(report.scope);
  const { fromOn, untilOn } = report.period;
  const page = html`<!doctype html>
<html lang="${reader.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="${reportPolicy.inPage}">
<title>${pen.plain(msg('report.title'))}: ${name}</title>
<style>${reportStyle}</style>
</head>
<body>
<header>
<p>${pen.say(msg('report.title'))}</p>
<h1>${name}</h1>
<p>${pen.say(msg('report.period', { from: day(fromOn), until: day(untilOn) }))}</p>
</header>
<main>
${pen.brief()}
${pen.meetings()}
${pen.whoCame()}
${pen.promises()}
${pen.themes()}
${pen.offices()}
${pen.ahead()}
</main>
<footer>${pen.say(msg('report.made', { at: instant(report.madeAt) }))}</footer>
</body>
</html>
`;
  return page.toString();
}

/** Writes one report for one reader, section by section. */
class Pen {
  readonly #report: YearReport;
  readonly #reader: Reader;

  constructor(report: YearReport, reader: Reader) {
    this.#report = report;
    this.#reader = reader;
  }

  say = (phrase: Phrase): Markup => wordedHtml(phrase, this.#reader);
  plain = (phrase: Phrase): string => word(phrase, this.#reader, plainMedium);

  brief(): Markup {
    const { held, promises, offices } = this.#report;
    const sum = (...states: (typeof promiseStates)[number][]) =>
      promises
        .flatMap(({ counts }) => states.map((state) => counts[state]))
        .reduce((all, one) => all + one, 0);
    const figures = [
      [held.length, 'report.brief.meetings'],
      [sum('kept'), 'report.brief.kept'],
      [sum('open', 'overdue', 'reported'), 'report.brief.open'],
      [offices.reduce((all, { vacant }) => all + vacant.length, 0), 'report.brief.vacant'],
    ] as const;
    return html`<ul class="brief">${figures.map(
      ([count, key]) => html`<li><strong>${count}</strong>${this.say(msg(key, { count }))}</li>`,
    )}</ul>`;
  }

  meetings(): Markup {
    const { held, months } = this.#report;
    if (held.length === 0)
      return this.#section(msg('report.meetings'), this.#text(msg('report.meetings.none')));
    const names = new Intl.DateTimeFormat(this.#reader.locale, { month: 'short', timeZone: 'UTC' });
    const bars = months.map(({ month, meetings }) => ({
      label: names.format(Date.parse(`${month}-15T00:00:00Z`)),
      value: meetings,
    }));
    return this.#section(
      msg('report.meetings'),
      this.#figure(msg('report.meetings.chart'), (title) => columnChart(title, bars)),
      html`${held.map((meeting) => this.#meeting(meeting))}`,
    );
  }

  #meeting({ number, title, at, hostTownId, minutes, present, convened }: HeldMeeting): Markup {
    const facts = [
      msg('list.plain', { items: instant(at) }),
      ...(hostTownId === undefined ? [] : [msg('report.meeting.host', { town: this.#town(hostTownId) })]),
      ...(present === undefined || convened === undefined
        ? []
        : [msg('report.meeting.came', { present, convened })]),
    ];
    return html`<article class="meeting"><h3>${title} (M-${number})</h3><p class="facts">${facts
      .map(this.plain)
      .join(
        ' · ',
      )}</p>${minutes === undefined ? nothing : html`<p class="minutes">${minutes}</p>`}</article>`;
  }

  whoCame(): Markup {
    const { participation } = this.#report;
    const shares = participation.flatMap(({ townId, groups: came }) =>
      came.map(
        ({ group, present, convened }, index): Share => ({
          ...(index === 0 ? { heading: this.#town(townId) } : {}),
          label: this.plain(msg(group === undefined ? 'choice.group.unknown' : `choice.group.${group}`)),
          part: present,
          whole: convened,
          words: this.plain(msg('report.came.of', { present, convened })),
        }),
      ),
    );
    return this.#section(
      msg('report.came'),
      shares.length === 0
        ? this.#text(msg('report.came.none'))
        : this.#figure(msg('report.came.chart'), (title) => shareChart(title, shares)),
    );
  }

  promises(): Markup {
    const { promises } = this.#report;
    const total = promises.flatMap(({ counts }) => Object.values(counts)).reduce((all, one) => all + one, 0);
    if (total === 0) return this.#section(msg('report.promises'), this.#text(msg('report.promises.none')));
    const legends = promiseStates.map((state) => this.plain(msg(`report.promise.${state}`)));
    const stacks = promises.map(({ townId, counts }) => ({
      label: this.#town(townId),
      values: promiseStates.map((state) => counts[state]),
    }));
    return this.#section(
      msg('report.promises'),
      this.#figure(msg('report.promises.chart'), (title) => stackChart(title, stacks, legends)),
      html`<table><thead><tr><th>${this.say(msg('report.promises.town'))}</th>${legends.map(
        (legend) => html`<th class="number">${legend}</th>`,
      )}</tr></thead><tbody>${stacks.map(
        ({ label, values }) =>
          html`<tr><td>${label}</td>${values.map((value) => html`<td class="number">${value}</td>`)}</tr>`,
      )}</tbody></table>`,
    );
  }

  themes(): Markup {
    const { touched, untouched } = this.#report.themes;
    if (touched.length + untouched.length === 0)
      return this.#section(msg('report.themes'), this.#text(msg('report.themes.none')));
    const part = (heading: Phrase, themes: readonly string[]) =>
      themes.length === 0
        ? nothing
        : html`<h3>${this.say(heading)}</h3><ul>${themes.map((theme) => html`<li>${theme}</li>`)}</ul>`;
    return this.#section(
      msg('report.themes'),
      part(msg('report.themes.touched'), touched),
      part(msg('report.themes.untouched'), untouched),
    );
  }

  offices(): Markup {
    const { offices } = this.#report;
    return this.#section(
      msg('report.offices'),
      ...offices.map(
        ({ townId, held, vacant }) =>
          html`<table><thead><tr><th colspan="2">${this.#town(townId)}</th></tr></thead><tbody>${held.map(
            ({ kind, holder, untilOn }) =>
              html`<tr><td>${this.say(msg(`choice.office.${kind}`))}</td><td>${
                untilOn === undefined
                  ? holder
                  : this.say(msg('report.office.until', { holder, until: day(untilOn) }))
              }</td></tr>`,
          )}${vacant.map(
            (kind) =>
              html`<tr><td>${this.say(msg(`choice.office.${kind}`))}</td><td><em>${this.say(msg('report.office.vacant'))}</em></td></tr>`,
          )}</tbody></table>`,
      ),
    );
  }

  ahead(): Markup {
    const { meetings, promises } = this.#report.ahead;
    if (meetings.length + promises.length === 0)
      return this.#section(msg('report.ahead'), this.#text(msg('report.ahead.none')));
    const list = (heading: Phrase, items: readonly Phrase[]) =>
      items.length === 0
        ? nothing
        : html`<h3>${this.say(heading)}</h3><ul>${items.map((item) => html`<li>${this.say(item)}</li>`)}</ul>`;
    return this.#section(
      msg('report.ahead'),
      list(
        msg('report.ahead.meetings'),
        meetings.map(({ at, title, number }) =>
          msg('report.ahead.meeting', { at: instant(at), title, reference: `M-${number}` }),
        ),
      ),
      list(
        msg('report.ahead.promises'),
        promises.map(({ number, what, dueOn = '', ownerTownId }) =>
          msg('report.ahead.promise', {
            due: day(dueOn),
            what,
            town: this.#town(ownerTownId),
            reference: `C-${number}`,
          }),
        ),
      ),
    );
  }

  #section(heading: Phrase, ...parts: readonly Markup[]): Markup {
    return html`<section><h2>${this.say(heading)}</h2>${parts}</section>`;
  }

  #figure(caption: Phrase, chart: (title: string) => Markup): Markup {
    return html`<figure><figcaption>${this.say(caption)}</figcaption>${chart(this.plain(caption))}</figure>`;
  }

  #text(phrase: Phrase): Markup {
    return html`<p>${this.say(phrase)}</p>`;
  }

  #town(id: string): string {
    return this.#report.scope.towns.find((town) => town.id === id)?.name ?? '';
  }
}
