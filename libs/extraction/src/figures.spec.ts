import { type Claim, type FigureClaim, type IncidentDescription } from '@wirebrief/claims';

import { RuleExtractor } from './rule-extractor';

const NOWHERE: IncidentDescription = {
  title: '',
  date: '',
  place: '',
  actor: '',
  weapon: '',
  target: '',
};
const extractor = new RuleExtractor();

function figuresIn(text: string): readonly string[] {
  const input = {
    headline: '',
    outlet: '',
    published: '2024-05-15',
    language: 'en',
    incident: NOWHERE,
    options: [],
  };
  return extractor
    .extract({ ...input, text })
    .claims.filter((claim: Claim): claim is FigureClaim => claim.kind === 'figure')
    .map(
      ({ effect, group, min, max, increment }) =>
        `${effect} ${group} ${range(min, max)}${increment ? ' more' : ''}`,
    );
}

function range(min: number | null, max: number | null): string {
  if (max === null) return `${min ?? '?'}+`;
  if (min === null) return `..${max}`;
  return min === max ? `${min}` : `${min}-${max}`;
}

type Row = readonly [sentence: string, ...figures: readonly string[]];

const table = (
  rows: readonly Row[],
): readonly { readonly sentence: string; readonly figures: readonly string[] }[] =>
  rows.map(([sentence, ...figures]) => ({ sentence, figures }));

describe('figures in the passive', () => {
  it.each(
    table([
      ['12 of the dead were women and children.', 'killed people 12'],
      ['Two of the dead were children.', 'killed children 2'],
      ['Two of the wounded died.', 'killed people 2 more'],
      [
        'The number killed in a strike on a convoy near the old bridge at Wadi rose to 15.',
        'killed people 15',
      ],
      ['Thirteen militants were eliminated.', 'killed militants 13'],
      ['Ten people were killed.', 'killed people 10'],
      ['Twelve villagers were killed in the raid on Monday.', 'killed people 12'],
      ['Four soldiers have been wounded.', 'injured service members 4'],
      ['Two children were seriously injured.', 'injured children 2'],
      ['Fourteen miners were reportedly killed when the shaft was shelled.', 'killed people 14'],
      ['At least 15 civilians were confirmed killed.', 'killed civilians 15+'],
      ['Six women and four men were killed.', 'killed women 6', 'killed men 4'],
      ['Three of them were badly hurt.', 'injured people 3'],
      ['Nine people, including two children, were killed.', 'killed people 9', 'killed children 2'],
      ['Nine people (two of them children) were killed.', 'killed people 9', 'killed children 2'],
      ['Five farmers on their way to market were shot dead.', 'killed people 5'],
      ['Seven passengers in two cars were killed.', 'killed people 7'],
      ['Eight people who had been sleeping were killed.', 'killed people 8'],
      [
        'Thirteen policemen were killed and twenty wounded.',
        'killed people 13',
        'injured people 20',
      ],
      [
        'Thirty-one people were killed and another 12 were injured.',
        'killed people 31',
        'injured people 12',
      ],
      ['One hundred and five people were killed.', 'killed people 105'],
      ['Two dozen people were injured.', 'injured people 24'],
      ['Half a dozen nurses were hurt.', 'injured people 6'],
      ['A dozen shoppers were wounded.', 'injured people 12'],
      ['Dozens were killed.', 'killed people 24+'],
      [
        'Dozens of people were killed and scores wounded.',
        'killed people 24+',
        'injured people 40+',
      ],
      ['Hundreds of residents were wounded.', 'injured people 200+'],
      ['Several people were killed.', 'killed people 2+'],
      ['Several hundred people were injured.', 'injured people 200+'],
      ['Multiple civilians were injured.', 'injured civilians 2+'],
      ['A couple of bystanders were hurt.', 'injured civilians 2'],
      ['The two gunmen were killed.', 'killed militants 2'],
      ['Three suspected militants were killed.', 'killed militants 3'],
      ['About 20 rebel fighters were killed.', 'killed militants 20'],
      ['Eleven Marines were wounded.', 'injured service members 11'],
      ['Five Ukrainian servicemen were killed.', 'killed service members 5'],
      ['Four UN peacekeepers were killed.', 'killed service members 4'],
      ['Two Afghans were killed.', 'killed people 2'],
      ['Six French tourists were injured.', 'injured people 6'],
      ['As many as 40 people may have been killed.', 'killed people ..40'],
      ['Up to 30 people were feared dead.', 'killed people ..30'],
      ['Nearly 200 people were killed.', 'killed people ..200'],
      ['More than 50 people were killed.', 'killed people 51+'],
      ['Over 1,000 people were injured.', 'injured people 1001+'],
      ['No fewer than eight people were killed.', 'killed people 8+'],
      ['Between 20 and 30 people were killed.', 'killed people 20-30'],
      ['Between 62 and 95 civilians were killed.', 'killed civilians 62-95'],
      ['Some 300 people were injured.', 'injured people 300'],
      ['An estimated 70 people were killed.', 'killed people 70'],
      ['Ten or more people were killed.', 'killed people 10+'],
      ['All 12 crew members were killed.', 'killed people 12'],
      ['Fewer than 10 people were hurt.', 'injured people ..9'],
      ['Two medics are among the dead.', 'killed people 2'],
      ['Three officers were among those killed.', 'killed people 3'],
      ['Twenty people were killed or wounded.', 'casualties people 20'],
      ['Fifteen people are missing.', 'missing people 15'],
      ['Twenty-two sailors remain unaccounted for.', 'missing service members 22'],
    ]),
  )('$sentence', ({ sentence, figures }) => {
    expect(figuresIn(sentence)).toEqual(figures);
  });
});

describe('figures after a verb', () => {
  it.each(
    table([
      ['The blast killed 14 people.', 'killed people 14'],
      ['The shelling has killed at least 22 civilians.', 'killed civilians 22+'],
      [
        'A rocket hit the market, killing six and wounding eleven.',
        'killed people 6',
        'injured people 11',
      ],
      [
        'The attack killed 42 people and wounded dozens more.',
        'killed people 42',
        'injured people 24+',
      ],
      ['Gunmen killed three aid workers.', 'killed people 3'],
      ['Two suicide bombers killed 13 people.', 'killed people 13'],
      ['The bomber killed 30 worshippers at the shrine.', 'killed people 30'],
      ['The missile struck the bus, killing the driver and nine passengers.', 'killed people 9'],
      ['The crash claimed 71 lives.', 'killed people 71'],
      ['The siege cost the lives of 18 hostages.', 'killed people 18'],
      ['The fire took the lives of 13 workers.', 'killed people 13'],
      ['The raid left 10 dead and 25 injured.', 'killed people 10', 'injured people 25'],
      ['The strike left more than 60 people dead.', 'killed people 61+'],
      ['Shelling injured four children.', 'injured children 4'],
      ['Soldiers shot dead five protesters.', 'killed people 5'],
      ['The army massacred 80 peasants.', 'killed people 80'],
      ['Police killed two of the attackers.', 'killed militants 2'],
      [
        'It killed 12 members of one clan, including four children.',
        'killed people 12',
        'killed children 4',
      ],
      [
        'The rocket killed 18 people, five of them children.',
        'killed people 18',
        'killed children 5',
      ],
      [
        'The attack killed 88 Libyan civilians and seven Italian service members.',
        'killed civilians 88',
        'killed service members 7',
      ],
      ['Rebels killed the mayor, as well as two guards.', 'killed people 2'],
      ['They murdered the priest and two of his brothers.', 'killed men 2'],
      [
        'The shell killed 17 people in a barn and three in the next one.',
        'killed people 17',
        'killed people 3',
      ],
      ['Rescuers recovered 40 bodies from the rubble.', 'killed people 40'],
      ['Workers have pulled at least 73 bodies from the mine.', 'killed people 73+'],
      ['The clashes wounded some 15 officers.', 'injured people 15'],
      ['Snipers wounded one soldier.', 'injured service members 1'],
      ['The landslide killed at once at least 13 people.', 'killed people 13+'],
      ['The jet bombed the camp, mistakenly killing 10 civilians.', 'killed civilians 10'],
      ['Helicopters fired on the boat and killed all eight men aboard.', 'killed men 8'],
    ]),
  )('$sentence', ({ sentence, figures }) => {
    expect(figuresIn(sentence)).toEqual(figures);
  });
});

describe('figures without a verb', () => {
  it.each(
    table([
      ['At least 12 dead in market blast', 'killed people 12+'],
      ['10 killed, 20 wounded as bus hits mine', 'killed people 10', 'injured people 20'],
      ['Strike on school kills 9', 'killed people 9'],
      ['Air raid kills 16 civilians in border town', 'killed civilians 16'],
      ['The deaths of 59 civilians shocked the town.', 'killed civilians 59'],
      ['The killing of six aid workers was condemned.', 'killed people 6'],
      ['The murder of two nuns remains unsolved.', 'killed women 2'],
      [
        'The assassination of the judge, his wife and two guards went unpunished.',
        'killed people 2',
      ],
      ['The killers of the six students were never found.', 'killed people 6'],
      ['The bodies of 20 migrants were found.', 'killed people 20'],
      ['Fifty-four bodies had been recovered.', 'killed people 54'],
      ['The death toll rose to 23.', 'killed people 23'],
      ['The death toll now stands at 42.', 'killed people 42'],
      ['The toll has climbed to more than 300.', 'killed people 301+'],
      ['Officials put the death toll in the mine at 30.', 'killed people 30'],
      ['The number of dead reached 77.', 'killed people 77'],
      ['There were 15 deaths.', 'killed people 15'],
      ['The clinic reported 12 fatalities.', 'killed people 12'],
      ['It confirmed 318 civilian deaths.', 'killed civilians 318'],
      ['Officials counted 30 injuries.', 'injured people 30'],
      ['The army admitted 14 casualties.', 'casualties people 14'],
      ['She put overall casualties at more than 64.', 'casualties people 65+'],
      [
        'The dead included 16 soldiers and nine porters.',
        'killed service members 16',
        'killed people 9',
      ],
      ['Among the wounded were four nurses.', 'injured people 4'],
      ['The other 60 victims, most of them women, were named.', 'casualties people 60'],
      ['Civilians reported killed: 25', 'killed civilians 25'],
      ['Eight dead among civilians is too many, she said.', 'killed civilians 8'],
    ]),
  )('$sentence', ({ sentence, figures }) => {
    expect(figuresIn(sentence)).toEqual(figures);
  });
});

describe('figures told together', () => {
  it.each(
    table([
      ['At least 7 sailors and 9 porters died.', 'killed service members 7+', 'killed people 9+'],
      ['At least 6 teachers and 5 pupils dead.', 'killed people 6+', 'killed people 5+'],
      [
        'Three adults, two teenagers and a baby were killed.',
        'killed people 3',
        'killed children 2',
      ],
      ['An engineer and nine members of his family were killed.', 'killed people 10'],
      ['A driver and his nine relatives were killed.', 'killed people 10'],
      ['The singer and three of his sons died.', 'killed children 3'],
      [
        'Six monks (five Greeks and one Pole) and two cooks were killed.',
        'killed people 6',
        'killed people 5',
        'killed people 1',
        'killed people 2',
      ],
      [
        'As many as 90 or even 150 people were killed.',
        'killed people ..90',
        'killed people ..150',
      ],
      ['Twenty-six guards and visitors were wounded.', 'injured people 26'],
      [
        'Forty people died. It includes 11 teachers and 19 pupils.',
        'killed people 40',
        'killed people 11',
        'killed people 19',
      ],
      [
        'Two people were killed. Three more died later in hospital.',
        'killed people 2',
        'killed people 3 more',
      ],
      ['Another three people died overnight.', 'killed people 3 more'],
      ['One more died on Tuesday.', 'killed people 1 more'],
      ['Two of those killed were couriers for the rebels.', 'killed people 2'],
      ['Three of the guests killed were militants.', 'killed militants 3'],
      ['Two of the 12 wounded died.', 'killed people 2'],
      [
        'The blast killed 20 civilians in the mill and three others in a barn.',
        'killed civilians 20',
        'killed civilians 3',
      ],
      [
        'The blast killed 20 sailors in the mill and three others in a barn.',
        'killed service members 20',
        'killed people 3',
      ],
      [
        'Ten civilians, including seven children, and three soldiers were killed.',
        'killed civilians 10',
        'killed children 7',
        'killed service members 3',
      ],
    ]),
  )('$sentence', ({ sentence, figures }) => {
    expect(figuresIn(sentence)).toEqual(figures);
  });
});

describe('statements that nobody was harmed', () => {
  it.each(
    table([
      ['No civilian casualties are known.', 'casualties civilians 0'],
      ['No civilians were killed.', 'killed civilians 0'],
      ['There were no casualties.', 'casualties people 0'],
      ['Nobody was hurt.', 'casualties people 0'],
      ['No one was killed in the attack.', 'killed people 0'],
      ['The missile fell into a field without causing casualties.', 'casualties people 0'],
      ['There were no reports of injuries.', 'injured people 0'],
      ['We know of no civilian deaths.', 'killed civilians 0'],
      ['The army is not aware of any civilian casualties.', 'casualties civilians 0'],
      ['There is no indication that any civilians were hurt.', 'casualties civilians 0'],
      [
        'The navy looked into civilian casualties and said “there are no such reports so far.”',
        'casualties civilians 0',
      ],
    ]),
  )('$sentence', ({ sentence, figures }) => {
    expect(figuresIn(sentence)).toEqual(figures);
  });
});

describe('numbers that are no figures', () => {
  it.each(
    [
      'Crews spend up to 35% of a mission refuelling.',
      'Over 12 years the service trained its guides.',
      'The amnesty freed 1,750 prisoners.',
      'About 3,400 fighters remain in the hills.',
      'More than 18,000 people were ferried across.',
      'Her cousin Leila, 34, heard the shelling.',
      'The sisters were Hana (17), Noor (15) and Rima (8).',
      'Pupils aged 6, 7 and 9 shared the bench.',
      'A 14-year-old girl saw the blast.',
      'The strike hit a lorry six miles from the harbour.',
      'The cellar had 20-inch doors.',
      'She has 60 days to answer.',
      'One quarter of voters said so.',
      'The 800-page volume was printed in 2011.',
      'Eleven sergeants were demoted over the strike.',
      'Five were moved to desk duty.',
      'The visitors won 4-2 on Saturday.',
      'Ninety witnesses were heard.',
      'Nine sheds were destroyed.',
      'The missile destroyed two tanks and five houses.',
      'Shares fell by 10 percent after the blast.',
      'The army killed the story in 2015.',
      'They arrived at 2:15 a.m. on October 3.',
      'The explosion was heard 20 kilometres away.',
      'Two hours later the hospital was still burning.',
      'The war killed trade worth $40 million.',
      'Four uncles talked about the harvest.',
      'Neighbours deny that one of the dead was a smuggler.',
      '245 comments, 1,300 shares',
      'Read more: five things to know about the war',
      'The bomb weighed 500 pounds and was dropped at 0600 GMT.',
      'She was one of only three guests in the hotel to survive.',
      'The fund gave 30 families new homes.',
      'No details on casualties were given.',
      'It was not clear whether there were casualties.',
    ].map((sentence) => ({ sentence })),
  )('$sentence', ({ sentence }) => {
    expect(figuresIn(sentence)).toEqual([]);
  });
});

describe('parts that follow their predicate', () => {
  it.each(
    table([
      ['Six people were killed, four of them women.', 'killed people 6', 'killed women 4'],
      [
        'Nine shepherds had died, up to three of them children, an elder told the paper.',
        'killed people 9',
        'killed children ..3',
      ],
      ['Eight people from one family were killed.', 'killed people 8'],
      ['Two of those killed in the raid were known to be rebel fighters.', 'killed militants 2'],
      ['Had the wall been lower, we might be told that 30 fighters died there.'],
    ]),
  )('$sentence', ({ sentence, figures }) => {
    expect(figuresIn(sentence)).toEqual(figures);
  });
});

describe('groups named among those counted, without a number', () => {
  it.each([
    ['At least ten civilians, including children, were killed.', ['children']],
    ['Ten people were killed, including women and children.', ['women', 'children']],
    ['Ten people were killed, most of them civilians.', ['civilians']],
    ['Ten people were killed, many of whom were children.', ['children']],
    ['Ten people, among them children, were killed.', ['children']],
    ['Ten people were killed, including three children.', undefined],
    ['Ten people were killed.', undefined],
  ])('%s', (text, expected) => {
    const input = {
      headline: '',
      outlet: '',
      published: '',
      language: 'en',
      incident: NOWHERE,
      options: [],
    };
    const [figure] = extractor
      .extract({ ...input, text })
      .claims.filter((claim): claim is FigureClaim => claim.kind === 'figure');
    expect(figure?.among).toEqual(expected);
  });
});
