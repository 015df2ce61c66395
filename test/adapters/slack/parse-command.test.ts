import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../src/adapters/slack/parse-command.ts';
import { commands } from './commands.ts';

const parse = (line: string) => {
  const [command = '', ...rest] = line.split(/(?<=^\S+)\s/);
  return parseCommand(command, rest.join(' '), commands);
};

describe('parseCommand', () => {
  it('gives words to the lead option and name:value to the named one', () => {
    expect(parse('/meeting propose Youth Games 2027 length:90m between:2027-01-10..2027-01-31')).toEqual({
      command: 'meeting/propose',
      values: { topic: 'Youth Games 2027', length: '90m', between: '2027-01-10..2027-01-31' },
      people: {},
    });
  });

  it('takes words after an option for the lead too', () => {
    expect(parse('/meeting propose length:90m Youth Games').values).toEqual({
      topic: 'Youth Games',
      length: '90m',
    });
  });

  it('understands the same behind /twin for every root, and /twin for its own', () => {
    expect(parse('/twin meeting propose Youth Games').command).toBe('meeting/propose');
    expect(parse('/twin meeting').command).toBe('meeting');
    expect(parse('/twin Commitment List mine')).toMatchObject({
      command: 'commitment/list',
      values: { filter: 'mine' },
    });
    expect(parse('/twin availability set mon-fri 17:00-21:00').command).toBe('availability/set');
    expect(parse('/twin status').command).toBe('twin/status');
    expect(parse('/twin profile export').command).toBe('profile/export');
    expect(parse('/twin').command).toBe('twin');
  });

  it('leaves what is no command to the router, with what was typed', () => {
    expect(parse('/twin xyz now')).toEqual({ command: 'twin/xyz', values: {}, people: {}, leftover: 'now' });
    expect(parse('/meeting vote slots:1').command).toBe('meeting/vote');
    expect(parse('/meeting vote slots:1').values).toEqual({});
    expect(parse(`/twin ${'x'.repeat(500)}`).command.length).toBeLessThan(60);
  });

  it.each([
    ['"Summer party in Solvang"', 'Summer party in Solvang'],
    ['“Summer party in Solvang”', 'Summer party in Solvang'],
    ['„Summer party in Solvang“', 'Summer party in Solvang'],
    ['« Summer party in Solvang »', 'Summer party in Solvang'],
    ['"It"s fine"', 'It"s fine'],
  ])('reads %s as one value', (quoted, value) => {
    expect(parse(`/meeting poll topic:${quoted} slots:"2027-01-12 17:00; 2027-01-14 18:30"`).values).toEqual({
      topic: value,
      slots: '2027-01-12 17:00; 2027-01-14 18:30',
    });
    expect(parse(`/meeting propose ${quoted} length:90m`).values).toEqual({ topic: value, length: '90m' });
  });

  it('keeps quotes inside a title, and a forgotten closing quote loses nothing', () => {
    expect(parse('/meeting propose The "big" evening').values.topic).toBe('The "big" evening');
    expect(parse('/meeting propose "big" evening').values.topic).toBe('"big" evening');
    expect(parse('/meeting poll Games slots:"2027-01-12 17:00').values).toEqual({
      topic: 'Games',
      slots: '2027-01-12 17:00',
    });
    expect(parse('/meeting propose "Games length:90m').values).toEqual({ topic: 'Games', length: '90m' });
  });

  it.each([
    'Re: visit in May',
    'Minutes: http://example.com/a?b=c and more',
    'constructor: what a word',
    '__proto__:x',
    'Visit 17:00 sharp',
    'Ave María: concert',
  ])('keeps %s as text', (title) => {
    expect(parse(`/meeting propose ${title} length:60m`).values).toEqual({ topic: title, length: '60m' });
  });

  it('takes what stands behind "name: " up to the next option', () => {
    expect(parse('/meeting propose topic: Youth Games 2027 Length: 90m').values).toEqual({
      topic: 'Youth Games 2027',
      length: '90m',
    });
  });

  it('tells what belongs to no option', () => {
    expect(parse('/profile export please now').leftover).toBe('please now');
    expect(parse('/meeting propose topic:Games and more').leftover).toBe('and more');
    expect(parse('/meeting propose Games length:60m length:90m')).toMatchObject({
      values: { length: '90m' },
      leftover: 'length:60m',
    });
  });

  it('reads people as <@ID>, and tells their names', () => {
    expect(parse('/committee add <@U1AB2CD3|ann> represents:Citizens')).toEqual({
      command: 'committee/add',
      values: { member: '<@U1AB2CD3>', represents: 'citizens' },
      people: { U1AB2CD3: 'ann' },
    });
    expect(parse('/committee add please <@W9|Bo &amp; Co>')).toEqual({
      command: 'committee/add',
      values: { member: '<@W9>' },
      people: { W9: 'Bo & Co' },
      leftover: 'please',
    });
    expect(parse('/commitment add book a bus owner:<@U7|bo>').values).toEqual({
      what: 'book a bus',
      owner: '<@U7>',
    });
    expect(parse('/meeting propose Games participants:"<@U1|ann> <@U2|bo>"')).toMatchObject({
      values: { participants: '<@U1> <@U2>' },
      people: { U1: 'ann', U2: 'bo' },
    });
  });

  it('names people in the middle of a sentence, whom another workspace would not know', () => {
    expect(parse('/commitment add <@U7|bo> books the bus').values.what).toBe('@bo books the bus');
  });

  it('decodes what Slack escaped, once', () => {
    expect(parse('/meeting propose Tea &amp; cake &lt;3 &amp;lt;').values.topic).toBe('Tea & cake <3 &lt;');
    expect(parse('/meeting propose See <http://a.example/x|a.example/x> in <#C1|plaza>').values.topic).toBe(
      'See a.example/x in #plaza',
    );
    expect(parse('/meeting propose For <!here> and <!subteam^S1|@board>').values.topic).toBe(
      'For @here and @board',
    );
  });

  it('takes a reference alone for the lead and the rest for the one thing still open', () => {
    expect(parse('/meeting cancel m-12 the hall burnt down').values).toEqual({
      meeting: 'm-12',
      reason: 'the hall burnt down',
    });
    expect(parse('/meeting cancel M-12 reason:flood too much')).toMatchObject({
      values: { meeting: 'M-12', reason: 'flood' },
      leftover: 'too much',
    });
  });

  it('keeps lines', () => {
    expect(parse('/commitment add one\ntwo  three').values.what).toBe('one\ntwo three');
  });

  it('never throws, is bounded and loses no word', () => {
    const text = fc.string({ maxLength: 300 });
    fc.assert(
      fc.property(text, (typed) => {
        const { values, leftover } = parseCommand('/commitment', `add ${typed}`, commands);
        const all = [...Object.values(values), leftover ?? ''].join(' ');
        for (const word of typed.split(/[^\p{L}\p{N}]+/u)) {
          const lower = word.toLowerCase();
          if (/[<>&:]/.test(typed) || ['what', 'due', 'owner', 'to'].includes(lower)) continue;
          expect(all).toContain(word);
        }
      }),
    );
  });

  it('gives back any quoted value', () => {
    const value = fc
      .string({ minLength: 1, maxLength: 80 })
      .map((text) => text.replace(/["“”„«»<>&\s]+/g, ' ').trim());
    fc.assert(
      fc.property(value, (topic) => {
        fc.pre(topic !== '');
        expect(parseCommand('/meeting', `poll slots:"${topic}"`, commands).values.slots).toBe(topic);
      }),
    );
  });

  it.each(['"a ', '<@U1|', 'a:" ', '«', 'x:', '<', '&amp;'])(
    'takes linear time for %s many times',
    (piece) => {
      const started = performance.now();
      parseCommand('/meeting', `propose ${piece.repeat(20_000)}`, commands);
      expect(performance.now() - started).toBeLessThan(500);
    },
  );
});
