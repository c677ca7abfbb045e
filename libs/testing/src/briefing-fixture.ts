import { createHash } from 'node:crypto';

import { type Briefing, type Citation, type Source } from '@wirebrief/briefing';

/** `cite('3a', '5b')`: citations of the quotes with these labels. */
const cite = (...labels: readonly string[]): readonly Citation[] =>
  labels.map((label) => ({ label, anchor: `quote-${label}` }));

/** When a figure of the chart was published, and its bounds. */
const day = <Min, Max>(date: string, min: Min, max: Max) => ({ date, min, max });

interface SourceSketch {
  readonly outlet: string;
  readonly headline: string;
  readonly publishedAt: string | null;
  readonly receivedAt: string;
  readonly quotes: readonly string[];
  readonly revision?: number;
  readonly revisedAt?: string;
  readonly byline?: string;
  readonly url?: string | null;
  readonly language?: string;
  readonly genre?: string;
  readonly note?: string;
}

function source(number: number, sketch: SourceSketch): Source {
  const { quotes, ...rest } = sketch;
  return {
    number,
    anchor: `source-${number}`,
    articleId: `article-${number}`,
    revisionId: `article-${number}-r${sketch.revision ?? 1}`,
    revision: 1,
    revisedAt: null,
    byline: null,
    url: `https://news.example/kabul/${number}`,
    language: 'en',
    genre: 'report',
    hash: createHash('sha256').update(`${number} ${sketch.headline}`).digest('hex'),
    note: '',
    ...rest,
    quotes: quotes.map((text, index) => {
      const label = `${number}${'abcdef'.charAt(index)}`;
      const start = 120 + 240 * index;
      return {
        label,
        anchor: `quote-${label}`,
        text,
        start,
        end: start + text.length,
        ruling: '',
        earlier: null,
      };
    }),
  };
}

const SOURCES: readonly Source[] = [
  source(1, {
    outlet: 'Sample Wire',
    headline: 'US drone hits vehicle in Kabul, military says threat to airport removed',
    publishedAt: '2021-08-29T14:05:00Z',
    receivedAt: '2021-08-29T14:06:12Z',
    byline: 'Staff in Kabul',
    quotes: [
      'Significant secondary explosions from the vehicle indicated the presence of a substantial amount of explosive material',
      'We are assessing the possibilities of civilian casualties, though we have no indications at this time',
      'an imminent ISIS-K threat to Hamid Karzai International Airport',
    ],
  }),
  source(2, {
    outlet: 'د کابل نمونه',
    headline: 'د خواجه بغرا په کوڅه کې برید: کورنۍ وايي ماشومان پکې وژل شوي',
    publishedAt: '2021-08-30T04:40:00Z',
    receivedAt: '2021-08-30T05:01:00Z',
    language: 'ps',
    byline: 'احمد ښايسته زړور',
    quotes: [
      'لس تنه، چې اوه یې ماشومان ول، په کور کې ووژل شول',
      'هغه له داعش سره هېڅ اړیکه نه درلوده',
    ],
  }),
  source(3, {
    outlet: 'Sample Dispatch',
    headline: 'Family says ten were killed, among them seven children',
    publishedAt: '2021-08-30T09:20:00Z',
    receivedAt: '2021-08-30T09:21:40Z',
    revision: 3,
    quotes: [
      'Ten members of our family were killed, seven of them children, said a brother of the driver',
      'He worked for an aid group and had nothing to do with ISIS-K, his brother said',
      'The narrow residential alley in Khwaja Burgha was strewn with glass',
    ],
  }),
  source(4, {
    outlet: 'Harbour Courier',
    headline: 'Ten dead in Kabul alley, relatives say',
    publishedAt: '2021-08-30T11:00:00Z',
    receivedAt: '2021-08-30T11:05:00Z',
    note: 'copy of source 3',
    quotes: [],
  }),
  source(5, {
    outlet: 'Sample Policy Review',
    headline: 'Over the horizon: what is left of counterterrorism from the Gulf',
    publishedAt: '2021-09-02T07:00:00Z',
    receivedAt: '2021-09-02T07:00:30Z',
    genre: 'analysis',
    quotes: [
      'Drones flying from the Gulf spend up to 60 percent of their flight time in transit',
      'It is possible that we will coordinate with the Taliban on counterterrorism strikes, Milley said',
      'I would not make any leaps of logic to broader issues, Austin said',
      'Trusting the Taliban to police ISIS-K is a fantasy, Bolton said',
      'Commandos could still be inserted from ships, a former intelligence official said, at far greater risk',
    ],
  }),
  source(6, {
    outlet: 'Очевидец (sample)',
    headline: 'Жители Кабула: в машине были канистры с водой',
    publishedAt: '2021-09-05T16:30:00Z',
    receivedAt: '2021-09-05T16:45:00Z',
    language: 'ru',
    note: 'not analysed: language ru',
    quotes: [],
  }),
  source(7, {
    outlet: 'Sample Wire',
    headline: 'General says strike was righteous and under review',
    publishedAt: '2021-09-01T18:15:00Z',
    receivedAt: '2021-09-01T18:16:00Z',
    revision: 2,
    revisedAt: '2021-09-02T06:30:00Z',
    quotes: [
      'At this point we think that the procedures were correctly followed and it was a righteous strike, Milley said',
      'At least one of the people that were killed was an ISIS facilitator, he said',
      'dozens of people in the surrounding houses were hurt, residents told the agency',
    ],
  }),
  source(8, {
    outlet: 'Withdrawn article',
    headline: 'Withdrawn article',
    publishedAt: '2021-09-10T08:00:00Z',
    receivedAt: '2021-09-10T08:10:00Z',
    url: null,
    note: 'withdrawn by its outlet on 12 September 2021',
    quotes: [],
  }),
  source(9, {
    outlet: 'Sample Dispatch',
    headline: 'Command: strike was a tragic mistake that killed ten civilians',
    publishedAt: '2021-09-17T20:10:00Z',
    receivedAt: '2021-09-17T20:11:05Z',
    byline: 'Zoë Ḥaydarī and ʿAbd al-Raḥmān Ṣāfī',
    url: 'https://news.example/kabul/9?section=world&long=pneumonoultramicroscopicsilicovolcanoconiosis-and-a-very-long-address-that-never-ends',
    quotes: [
      'I am now convinced that as many as 10 civilians, including up to seven children, were tragically killed in that strike, McKenzie said',
      'It was a mistake, and I offer my sincere apology, he said',
      'We are considering ex gratia payments to the family, he said',
    ],
  }),
  source(10, {
    outlet: 'A text without an outlet',
    headline: 'A text without a headline',
    publishedAt: null,
    receivedAt: '2021-09-18T05:00:00Z',
    url: 'ftp://files.example/statement.txt',
    genre: 'statement',
    quotes: ['The attack at the airport killed 13 US service members and dozens of Afghans'],
  }),
];

/** Edition 3 of a story at the admission: a full document, with names in four scripts and every kind of gap. */
export function exampleBriefing(): Briefing {
  return {
    schema: 1,
    kind: 'edition',
    language: 'en',
    timeZone: 'Asia/Kabul',
    story: { id: 'kabul-strike', title: 'Kabul drone strike of 29 August 2021' },
    edition: {
      number: 3,
      issuedAt: '2021-09-18T05:02:10Z',
      asOf: '2021-09-18T05:00:00Z',
      position: 148,
      articles: { count: 7, from: '2021-08-29', to: '2021-09-18' },
      period: { from: '2021-09-10T08:10:00Z', to: '2021-09-18T05:00:00Z' },
      nextDue: '2021-09-19T01:30:00Z',
      supersedes: 2,
    },
    statement:
      'An automated digest of published reports. It is not an investigation, and nothing in it has been independently verified by the publisher.',
    notes: [],
    highlights: [
      {
        text: 'The US command that carried out the strike said that as many as 10 civilians were killed, including up to seven children.',
        citations: cite('9a'),
      },
      {
        text: 'Relatives of Zamarī Aḥmadī (زمري احمدي) said that ten members of the family were killed, seven of them children.',
        citations: cite('2a', '3a'),
      },
      {
        text: 'The command had first said that it had no indications of civilian casualties, and later called the strike righteous.',
        citations: cite('1b', '7a'),
      },
      {
        text: 'Officials and former officials differ on whether to work with the Taliban against ISIS-K.',
        citations: cite('5b', '5c', '5d'),
      },
    ],
    keyFigures: [
      {
        label: 'Civilians killed',
        value: '0–10',
        change: 'was 0 or more',
        caveat: 'Lowest and highest current figure of any claimant, not an estimate.',
        citations: cite('1b', '3a', '9a'),
      },
      {
        label: 'Children killed',
        value: '7',
        change: '',
        caveat: 'A part of the civilians killed, never added to them.',
        citations: cite('3a', '2a'),
      },
      {
        label: 'Civilians injured',
        value: 'Unknown',
        change: '',
        caveat: 'No current figure was found in the articles read.',
        citations: [],
      },
      {
        label: 'Accepted by the United States',
        value: '10 or fewer',
        change: 'new',
        caveat: 'Killed civilians, children included.',
        citations: cite('9a'),
      },
      {
        label: 'People injured',
        value: '24 or more',
        change: 'new',
        caveat: 'From the word “dozens”, counted as 24 or more.',
        citations: cite('7c'),
      },
      {
        label: 'Independent sources',
        value: '4',
        change: 'was 3',
        caveat: 'Copies of one text count once.',
        citations: [],
      },
    ],
    changes: {
      since: 2,
      entries: [
        {
          kind: 'added',
          subject: 'Civilians killed, according to McKenzie',
          from: null,
          to: 'up to 10',
          cause: 'new source',
          why: 'Sample Dispatch published the command’s account.',
          citations: cite('9a'),
        },
        {
          kind: 'revised',
          subject: 'Position of Central Command',
          from: 'defends',
          to: 'concedes',
          cause: 'new source',
          why: 'The commander called the strike a mistake.',
          citations: cite('9b'),
        },
        {
          kind: 'revised',
          subject: 'Children killed, according to relatives',
          from: '6',
          to: '7',
          cause: 'correction',
          why: 'The outlet corrected the number of children in its third revision.',
          citations: cite('3a'),
        },
        {
          kind: 'withdrawn',
          subject: 'Civilians injured, according to a hospital',
          from: '3',
          to: null,
          cause: 'kill',
          why: 'The outlet withdrew its article.',
          citations: [{ label: '8', anchor: 'source-8' }],
        },
      ],
    },
    strike: {
      facts: [
        {
          label: 'Date and time',
          values: [
            { value: '29 August 2021', qualification: 'exact', citations: cite('1a') },
            {
              value: 'about 16:50 local time',
              qualification: 'first reported',
              citations: cite('3c'),
            },
          ],
        },
        {
          label: 'Place',
          values: [
            {
              value: 'A narrow residential alley in Khwaja Burgha (خواجه بغرا), Kabul',
              qualification: '',
              citations: cite('3c', '2a'),
            },
          ],
        },
        {
          label: 'Struck by',
          values: [{ value: 'United States', qualification: 'declared', citations: cite('1a') }],
        },
        { label: 'Weapon', values: [] },
        {
          label: 'Target',
          values: [
            {
              value: 'An ISIS-K facilitator in a vehicle',
              qualification: 'suspected',
              citations: cite('7b'),
            },
          ],
        },
      ],
      basis: [
        {
          speaker: 'US Central Command',
          outlets: ['Sample Wire'],
          date: '2021-08-29',
          quote: 'an imminent ISIS-K threat to Hamid Karzai International Airport',
          citations: cite('1c'),
        },
      ],
      positions: [
        {
          actor: 'US Central Command',
          line: 'assesses',
          speaker: 'A spokesman',
          outlets: ['Sample Wire'],
          date: '2021-08-29',
          quote:
            'We are assessing the possibilities of civilian casualties, though we have no indications at this time',
          citations: cite('1b'),
        },
        {
          actor: 'US Joint Chiefs of Staff',
          line: 'defends',
          speaker: 'Gen. Mark Milley',
          outlets: ['Sample Wire', 'Harbour Courier'],
          date: '2021-09-01',
          quote:
            'At this point we think that the procedures were correctly followed and it was a righteous strike, Milley said',
          citations: cite('7a'),
        },
        {
          actor: 'US Central Command',
          line: 'concedes',
          speaker: 'Gen. Kenneth McKenzie',
          outlets: ['Sample Dispatch'],
          date: '2021-09-17',
          quote: 'It was a mistake, and I offer my sincere apology, he said',
          citations: cite('9b'),
        },
        {
          actor: 'US Department of Defense',
          line: 'considers payments',
          speaker: 'Gen. Kenneth McKenzie',
          outlets: ['Sample Dispatch'],
          date: null,
          quote: 'We are considering ex gratia payments to the family, he said',
          citations: cite('9c'),
        },
      ],
      chart: {
        rows: [
          {
            body: 'US Central Command',
            moments: [
              {
                date: '2021-08-29',
                lines: ['denies', 'investigates'],
                text: 'did not accept the reports and spoke of an inquiry',
              },
              {
                date: '2021-09-17',
                lines: ['concedes', 'apologises', 'compensates'],
                text: 'accepted that harm was done, apologised and spoke of compensation',
              },
            ],
          },
          {
            body: 'د کابل والي',
            moments: [
              { date: '2021-08-30', lines: ['denies'], text: 'did not accept the reports' },
            ],
          },
          {
            body: 'Gen. Mark Milley',
            moments: [{ date: '2021-09-01', lines: ['defends'], text: 'defended the strike' }],
          },
        ],
        omitted: 1,
      },
      disputes: [
        {
          speaker: 'A brother of the driver',
          outlets: ['Sample Dispatch'],
          date: '2021-08-30',
          quote: 'He worked for an aid group and had nothing to do with ISIS-K, his brother said',
          citations: cite('3b'),
        },
        {
          speaker: 'د کابل نمونه',
          outlets: ['د کابل نمونه'],
          date: '2021-08-30',
          quote: 'هغه له داعش سره هېڅ اړیکه نه درلوده',
          citations: cite('2b'),
        },
      ],
      secondaryEffects: [
        {
          speaker: 'US Central Command',
          outlets: ['Sample Wire'],
          date: null,
          quote:
            'Significant secondary explosions from the vehicle indicated the presence of a substantial amount of explosive material',
          citations: cite('1a'),
        },
      ],
    },
    toll: {
      ranges: [
        {
          effect: 'killed',
          group: 'civilians',
          label: 'Civilians killed',
          min: 0,
          max: 10,
          value: '0–10',
          disputed: true,
          citations: cite('1b', '3a', '9a'),
        },
        {
          effect: 'killed',
          group: 'children',
          label: 'Children killed',
          min: 7,
          max: 7,
          value: '7',
          disputed: false,
          citations: cite('3a', '2a'),
        },
        {
          effect: 'killed',
          group: 'militants',
          label: 'Militants killed',
          min: 1,
          max: null,
          value: '1 or more',
          disputed: true,
          citations: cite('7b'),
        },
        {
          effect: 'injured',
          group: 'people',
          label: 'People injured, status not stated',
          min: 24,
          max: null,
          value: 'dozens (24 or more)',
          disputed: false,
          citations: cite('7c'),
        },
      ],
      conceded: [
        {
          effect: 'killed',
          group: 'civilians',
          label: 'Civilians killed',
          min: null,
          max: 10,
          value: '10 or fewer',
          disputed: false,
          citations: cite('9a'),
        },
        {
          effect: 'killed',
          group: 'children',
          label: 'Children killed',
          min: null,
          max: 7,
          value: 'up to 7',
          disputed: false,
          citations: cite('9a'),
        },
      ],
      grade: {
        grade: 'confirmed',
        rule: 'the striking party accepts responsibility for civilian harm',
      },
      sourcing: { articles: 10, independent: 4 },
      rows: [
        {
          claimant: 'Relatives of the driver',
          outlets: ['Sample Dispatch', 'Harbour Courier', 'د کابل نمونه'],
          date: '2021-08-30',
          killed: [{ value: '10', group: 'people', citations: cite('3a', '2a') }],
          injured: [],
          children: [{ value: '7', group: 'children', citations: cite('3a') }],
          quote:
            'Ten members of our family were killed, seven of them children, said a brother of the driver',
        },
        {
          claimant: 'US Central Command',
          outlets: ['Sample Wire'],
          date: '2021-08-29',
          killed: [{ value: 'no known', group: 'civilians', citations: cite('1b') }],
          injured: [],
          children: [],
          quote:
            'We are assessing the possibilities of civilian casualties, though we have no indications at this time',
        },
        {
          claimant: 'Gen. Kenneth McKenzie',
          outlets: ['Sample Dispatch'],
          date: '2021-09-17',
          killed: [{ value: 'up to 10', group: 'civilians', citations: cite('9a') }],
          injured: [],
          children: [{ value: 'up to 7', group: 'children', citations: cite('9a') }],
          quote:
            'I am now convinced that as many as 10 civilians, including up to seven children, were tragically killed in that strike, McKenzie said',
        },
        {
          claimant: 'Gen. Mark Milley',
          outlets: ['Sample Wire'],
          date: '2021-09-01',
          killed: [{ value: '1 or more', group: 'militants', citations: cite('7b') }],
          injured: [],
          children: [],
          quote: 'At least one of the people that were killed was an ISIS facilitator, he said',
        },
        {
          claimant: 'Sample Wire',
          outlets: ['Sample Wire'],
          date: null,
          killed: [],
          injured: [
            { value: 'dozens (24 or more)', group: 'people', citations: cite('7c') },
            { value: '', group: 'civilians', citations: [] },
          ],
          children: [],
          quote: 'dozens of people in the surrounding houses were hurt, residents told the agency',
        },
      ],
      history: [
        {
          claimant: 'Relatives of the driver',
          label: 'Children killed',
          value: '6',
          date: '2021-08-30',
          reason: 'corrected by the outlet: 7 in its third revision',
          citations: cite('3a'),
        },
        {
          claimant: 'A hospital',
          label: 'Civilians injured',
          value: '3',
          date: null,
          reason: 'withdrawn with its article',
          citations: [{ label: '8', anchor: 'source-8' }],
        },
      ],
      notes: [
        {
          text: 'US Central Command said that it had no indications of civilian casualties; relatives said that ten members of the family were killed.',
          citations: cite('1b', '3a'),
        },
      ],
      chart: {
        effect: 'killed',
        group: 'civilians',
        label: 'Civilians killed',
        rows: [
          {
            claimant: 'US Central Command',
            isConceded: false,
            steps: [
              { ...day('2021-08-29', 0, 0), qualifier: 'none known', value: '0 (none known)' },
              { ...day('2021-09-01', 1, 3), qualifier: 'between', value: '1–3' },
            ],
          },
          {
            claimant: 'احمد ښايسته زړور',
            isConceded: false,
            steps: [{ ...day('2021-08-30', 9, 9), qualifier: 'about', value: 'about 9' }],
          },
          {
            claimant: 'relatives of the driver',
            isConceded: false,
            steps: [
              { ...day('2021-08-30', 6, null), qualifier: 'at least', value: '6 or more' },
              { ...day('2021-08-31', 10, 10), qualifier: 'exact', value: '10' },
            ],
          },
          {
            claimant: 'Gen. Kenneth McKenzie',
            isConceded: true,
            steps: [{ ...day('2021-09-17', null, 10), qualifier: 'up to', value: 'up to 10' }],
          },
        ],
        omitted: 1,
      },
    },
    options: {
      options: [
        {
          key: 'over_the_horizon',
          label: 'Over-the-horizon strikes',
          statements: [
            {
              speaker: 'Sample Policy Review',
              outlets: ['Sample Policy Review'],
              date: '2021-09-02',
              stance: 'doubts',
              quote: 'Over the horizon: what is left of counterterrorism from the Gulf',
              citations: [{ label: '5', anchor: 'source-5' }],
            },
          ],
          constraints: [
            {
              speaker: 'Sample Policy Review',
              outlets: ['Sample Policy Review'],
              date: '2021-09-02',
              quote:
                'Drones flying from the Gulf spend up to 60 percent of their flight time in transit',
              citations: cite('5a'),
            },
          ],
        },
        {
          key: 'taliban_cooperation',
          label: 'Working with the Taliban',
          statements: [
            {
              speaker: 'Gen. Mark Milley',
              outlets: ['Sample Policy Review'],
              date: '2021-09-02',
              stance: 'open',
              quote:
                'It is possible that we will coordinate with the Taliban on counterterrorism strikes, Milley said',
              citations: cite('5b'),
            },
            {
              speaker: 'Lloyd Austin',
              outlets: ['Sample Policy Review', 'Sample Wire'],
              date: '2021-09-02',
              stance: 'doubts',
              quote: 'I would not make any leaps of logic to broader issues, Austin said',
              citations: cite('5c'),
            },
            {
              speaker: 'John Bolton',
              outlets: ['Sample Policy Review'],
              date: null,
              stance: 'opposes',
              quote: 'Trusting the Taliban to police ISIS-K is a fantasy, Bolton said',
              citations: cite('5d'),
            },
          ],
          constraints: [],
        },
        {
          key: 'commandos',
          label: 'Commandos from offshore',
          statements: [
            {
              speaker: 'A former intelligence official',
              outlets: ['Sample Policy Review'],
              date: '2021-09-02',
              stance: 'considering',
              quote:
                'Commandos could still be inserted from ships, a former intelligence official said, at far greater risk',
              citations: cite('5e'),
            },
          ],
          constraints: [],
        },
        {
          key: 'compensation',
          label: 'Payments to the families',
          statements: [
            {
              speaker: 'Gen. Kenneth McKenzie',
              outlets: ['Sample Dispatch'],
              date: '2021-09-17',
              stance: 'supports',
              quote: 'We are considering ex gratia payments to the family, he said',
              citations: cite('9c'),
            },
          ],
          constraints: [],
        },
      ],
    },
    unknowns: [
      { text: 'The weapon that was used was not found in the articles read.', citations: [] },
      {
        text: 'The number of injured civilians is unknown: the only figure was withdrawn with its article.',
        citations: [{ label: '8', anchor: 'source-8' }],
      },
    ],
    otherIncidents: [
      {
        label: 'Attack at the airport, 26 August 2021',
        figures: [
          {
            label: 'Service members killed',
            value: '13',
            claimant: 'A text without an outlet',
            citations: cite('10a'),
          },
          {
            label: 'People killed',
            value: 'dozens (24 or more)',
            claimant: 'A text without an outlet',
            citations: cite('10a'),
          },
        ],
      },
    ],
    sources: SOURCES,
    method: {
      version: 'Wirebrief 0.1.0',
      analysers: ['rules 1.0.0'],
      rules: [
        'Figures are never added together, averaged or estimated.',
        'A claimant’s newer figure replaces the older one, also downward; the older one stays in the history.',
        'Copies and light rewrites of one text count as one source.',
        'Vague words keep the word and a lower bound: dozens count as 24 or more, scores as 40 or more, hundreds as 200 or more.',
      ],
    },
    corrections: [
      {
        at: '2021-09-12T10:00:00Z',
        kind: 'withdrawal',
        text: 'Source 8 was withdrawn by its outlet. Its figure of 3 injured is no longer counted.',
        editions: [1, 2],
      },
      {
        at: '2021-09-11T06:30:00Z',
        kind: 'correction',
        text: 'The number of children killed, according to relatives, is 7 and not 6.',
        editions: [],
      },
    ],
  };
}

/** A story without a single article: every section is empty and says so. */
export function emptyBriefing(): Briefing {
  return {
    schema: 1,
    kind: 'edition',
    language: 'en',
    timeZone: 'UTC',
    story: { id: 'quiet-story', title: 'A quiet story' },
    edition: {
      number: 0,
      issuedAt: '2021-09-18T05:00:00Z',
      asOf: '2021-09-18T05:00:00Z',
      position: 0,
      articles: { count: 0, from: null, to: null },
      period: null,
      nextDue: null,
      supersedes: null,
    },
    statement: 'An automated digest of published reports. It is not an investigation.',
    notes: [],
    highlights: [],
    keyFigures: [],
    changes: { since: null, entries: [] },
    strike: {
      facts: ['Date and time', 'Place', 'Struck by', 'Weapon', 'Target'].map((label) => ({
        label,
        values: [],
      })),
      basis: [],
      positions: [],
      chart: null,
      disputes: [],
      secondaryEffects: [],
    },
    toll: {
      ranges: [],
      conceded: [],
      grade: { grade: 'none', rule: 'no current figure was found' },
      sourcing: { articles: 0, independent: 0 },
      rows: [],
      history: [],
      notes: [],
      chart: null,
    },
    options: { options: [] },
    unknowns: [],
    otherIncidents: [],
    sources: [],
    method: { version: 'Wirebrief 0.1.0', analysers: [], rules: [] },
    corrections: [],
  };
}
