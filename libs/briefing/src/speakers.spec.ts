import { type Claim, type Claimant, type ClaimantRole } from '@wirebrief/claims';
import { figure, placed, position } from '@wirebrief/testing';

import { bodySpokenFor, speakerKeys } from './speakers';

const by = (name: string, role: ClaimantRole = 'official'): Claimant => ({ name, role });

const said = (claimant: Claimant, words = `${claimant.name} said`): Claim =>
  placed([figure(1, { claimant, words })], words)[0] as Claim;

/** Groups of names that share a key, in order of first use. */
function spoken(claimants: readonly Claimant[], ...quotes: readonly string[]): readonly string[][] {
  const claims = claimants.map((one) => said(one));
  const [first] = claimants;
  const others = first === undefined ? [] : quotes.map((words) => said(first, words));
  const keyOf = speakerKeys([claims, others]);
  const groups = new Map<string, string[]>();
  for (const one of claimants) {
    const key = keyOf(one, 'Outlet');
    groups.set(key, [...(groups.get(key) ?? []), one.name]);
  }
  return [...groups.values()];
}

describe('a person', () => {
  it('is one under any title, with and without the given name', () => {
    const names = [
      'Gen. Jane Roe',
      'Roe',
      'US General Jane Roe',
      'Defence chief Brigadier Jane Roe',
    ];
    expect(spoken(names.map((name) => by(name)))).toEqual([names]);
    const late = ['Two days afterwards Staff Chairman Gen. Ann al-Doe', 'Brig. Gen. Ann Al-Doe'];
    expect(spoken(late.map((name) => by(name)))).toEqual([late]);
  });

  it('is two where given names differ, and a bare family name then is neither', () => {
    expect(
      spoken([by('Gen. Jane Roe'), by('John Roe'), by('Roe'), by('Gen. John Q. Roe')]),
    ).toEqual([['Gen. Jane Roe'], ['John Roe', 'Gen. John Q. Roe'], ['Roe']]);
  });

  it('is whom a quote sets beside a description, and nobody else', () => {
    const names = [
      by('Gen. Jane Roe'),
      by('the head of Coast Command'),
      by('the head of the port'),
    ];
    expect(spoken(names, 'Gen. Jane Roe, the head of Coast Command, said so')).toEqual([
      ['Gen. Jane Roe', 'the head of Coast Command'],
      ['the head of the port'],
    ]);
    expect(spoken(names, 'The head of the port, Jane Roe, said so')).toEqual([
      ['Gen. Jane Roe', 'the head of the port'],
      ['the head of Coast Command'],
    ]);
  });

  it('is not tied to a description that two are set beside', () => {
    const names = [by('Jane Roe'), by('John Doe'), by('the top commander')];
    const quotes = ['Jane Roe, the top commander, left', 'John Doe, the top commander, came'];
    expect(spoken(names, ...quotes)).toHaveLength(3);
  });
});

describe('a body', () => {
  const bodies = (...names: readonly string[]) => spoken(names.map((name) => by(name, 'body')));

  it('is one under its short form', () => {
    const names = ['US Coast Command', 'Coast Command', 'The command', 'U.S. Coast Command'];
    expect(bodies(...names)).toEqual([names]);
    expect(bodies('the United States military', 'The military')).toHaveLength(1);
  });

  it('stays apart where the short form fits two', () => {
    expect(bodies('the Ruritanian military', 'the US military', 'the military')).toHaveLength(3);
  });

  it('without an article is no short form of another', () => {
    expect(bodies('Port City police', 'police')).toHaveLength(2);
  });

  it('that holds a position is known to the short form of a speaker', () => {
    const holder = by('the command', 'body');
    const claims = placed(
      [position('defends', by('Jane Roe'), { actor: 'Coast Command', words: 'x' })],
      'x',
    );
    const keyOf = speakerKeys([[...claims, said(holder)]]);
    expect(keyOf(holder, '')).toBe('voice:coast command');
  });
});

it('leaves relatives, witnesses and outlets as they are named', () => {
  const names = [
    by('relatives', 'families'),
    by('family members', 'families'),
    by('a neighbour', 'person'),
  ];
  expect(spoken(names)).toHaveLength(3);
  expect(speakerKeys([])(null, 'Gazette')).toBe('outlet:Gazette');
});

it.each([
  ['Admiralty spokesman John Doe', '', 'Admiralty'],
  ['A spokesman for the command', '', 'the command'],
  ['Capt. John Doe', 'Capt. John Doe, a spokesman for Coast Command, said so.', 'Coast Command'],
  ['Capt. John Doe', 'Doe, spokesman for the Coast Command.', 'the Coast Command'],
  ['the spokesman', '', null],
  ['Capt. John Doe', 'Jane Roe, a spokesman for Coast Command, said so.', null],
])('%p with %p speaks for %p', (name, quote, body) => {
  expect(bodySpokenFor(by(name), quote)).toBe(body);
});
