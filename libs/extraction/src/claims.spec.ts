import {
  type Claim,
  type FigureClaim,
  type IncidentDescription,
  type OptionClaim,
  type PositionClaim,
  type StrikeFactClaim,
} from '@wirebrief/claims';

import { RuleExtractor } from './rule-extractor';

const extractor = new RuleExtractor();
const STRIKE: IncidentDescription = {
  title: 'Drone strike on a house in Rusafa',
  date: '2024-05-10',
  place: 'Rusafa, Baghdad, Iraq',
  actor: 'United States',
  weapon: 'drone',
  target: '',
};

function claimsIn(text: string, published = '2024-05-12'): readonly Claim[] {
  const input = {
    headline: '',
    outlet: '',
    published,
    language: 'en',
    incident: STRIKE,
    options: [],
  };
  return extractor.extract({ ...input, text }).claims;
}

const isFigure = (claim: Claim): claim is FigureClaim => claim.kind === 'figure';
const isFact = (claim: Claim): claim is StrikeFactClaim => claim.kind === 'strike fact';
const isPosition = (claim: Claim): claim is PositionClaim => claim.kind === 'position';
const isOption = (claim: Claim): claim is OptionClaim => claim.kind === 'option';

const speakers = (text: string): readonly string[] =>
  claimsIn(text)
    .filter(isFigure)
    .map(({ claimant }) => (claimant === null ? '' : `${claimant.name} (${claimant.role})`));

describe('a dateline', () => {
  it.each([
    'RUSAFA, May 11 (Agency) - ',
    'RUSAFA/BAGHDAD, Iraq (Agency) — ',
    'WASHINGTON – ',
    'NEW YORK, May 11 - ',
  ])('%s is no part of the quote after it', (dateline) => {
    const sentence = 'The ministry said ten people were killed.';
    const quotes = claimsIn(`${dateline}${sentence}`).map(({ quote }) => quote);
    expect(quotes.map(({ text }) => text)).toContain(sentence);
    expect(quotes.map(({ start }) => start)).toContain(dateline.length);
  });
});

describe('who gives a figure', () => {
  it.each([
    [
      'There is a chance that the strike had a part in the deaths of up to 30 villagers, the general said.',
      [''],
    ],
    [
      'The general said the strike had a part in the deaths of up to 30 villagers.',
      ['The general (unnamed official)'],
    ],
    ['The ministry said ten people were killed.', ['The ministry (body)']],
    ['Ten people were killed, the ministry said.', ['the ministry (body)']],
    [
      'Ten people were killed, said a spokesman for the ministry.',
      ['a spokesman for the ministry (unnamed official)'],
    ],
    ['According to relatives, ten people were killed.', ['relatives (families)']],
    ['Ten people were killed, according to two officials.', ['two officials (unnamed official)']],
    ['Gen. Jane Miller told reporters that ten people had died.', ['Gen. Jane Miller (official)']],
    ['Jane Miller, the chief spokeswoman, said ten people had died.', ['Jane Miller (official)']],
    ['The New York Herald reported that ten people were killed.', ['The New York Herald (media)']],
    ['A review found that ten civilians were killed.', ['A review (document)']],
    [
      'Current and former officials said ten people were killed.',
      ['Current and former officials (unnamed official)'],
    ],
    ['Friends and neighbours say ten people died.', ['Friends and neighbours (families)']],
    ['Ten people were killed.', ['']],
    [
      'A judge said it was over. Officials called it a war. He said ten people had died.',
      ['A judge (unnamed official)'],
    ],
    [
      'Col. Ana Ruiz visited the site. Ruiz said ten people had died.',
      ['Col. Ana Ruiz (official)'],
    ],
    ['Col. Ana Ruiz said it was over. She said ten people had died.', ['Col. Ana Ruiz (official)']],
    [
      'The health ministry opened a list. It said ten people had died.',
      ['The health ministry (body)'],
    ],
    ['The charity, known as AFR, said on Friday that ten people had died.', ['AFR (body)']],
    [
      'The garrison’s commander, General Ana Ruiz, said on Friday that ten people had died.',
      ['General Ana Ruiz (official)'],
    ],
    ['The blast, it was reported, killed ten people.', ['']],
    ['A spokesman, Colonel Ana Ruiz, said it killed ten people.', ['Colonel Ana Ruiz (official)']],
    ['A dockers’ union said it had counted ten dead.', ['A dockers’ union (body)']],
    ['Ten people drowned, the coastguard said.', ['the coastguard (body)']],
    ['Ten people were killed, the fire service said.', ['the fire service (body)']],
    [
      'Ten people were killed, residents and a local doctor said.',
      ['residents and a local doctor (families)'],
    ],
    [
      'Rights group Open Witness said it had the names of ten people who were killed.',
      ['Rights group Open Witness (body)'],
    ],
    [
      'Divers found more bodies on Friday, bringing the number of dead to 23, the navy said.',
      ['the navy (body)'],
    ],
    [
      'The defence ministry said it was over after the United Nations said ten people had died. The ministry said 12 people had died.',
      ['the United Nations (body)', 'The defence ministry (body)'],
    ],
    [
      'Officials who spoke to reporters said ten people had died.',
      ['Officials (unnamed official)'],
    ],
    [
      'A witness said six had died, while the police said ten people were killed.',
      ['A witness (families)', 'the police (body)'],
    ],
    ['Ten people died, police said. The ten died at once.', ['police (body)', 'police (body)']],
    ['The army disputed that, saying 33 bodies had been recovered.', ['The army (body)']],
    ['The toll, he said, was 12.', ['']],
    [
      'It answered reports from residents that as many as 20 people were killed.',
      ['residents (families)'],
    ],
    ['The ministry said it was sorry for the strike that killed ten people.', ['']],
    [
      'Militia spokesman Karim Haddad told Danish state radio that ten people were killed.',
      ['Militia spokesman Karim Haddad (official)'],
    ],
    [
      'The raid, which the ministry says hit a depot, also killed ten people, according to relatives.',
      ['relatives (families)'],
    ],
    [
      'Ten people were killed, according to a count that city officials gave on Friday.',
      ['city officials (unnamed official)'],
    ],
    [
      'Ten people were killed, according to the latest official count.',
      ['the latest official count (document)'],
    ],
    ['The law lets the ministry pay for loss. It said ten people were killed.', ['']],
    [
      'The radio said that Britain now regrets it. A cousin said they had waited. He said ten of them were killed.',
      ['A cousin (families)'],
    ],
    [
      'The group said it was behind bombs in the town, in which ten people died, according to local doctors.',
      ['local doctors (person)'],
    ],
    [
      'Gen. Jane Miller of the Joint Office said ten people were killed.',
      ['Gen. Jane Miller (official)'],
    ],
    [
      'The ministry said the raid, which the army says killed ten people, was over.',
      ['the army (body)'],
    ],
    [
      'It is more than the number that neighbours gave, when ten people were said to have died.',
      ['neighbours (families)'],
    ],
    [
      'Officials were brief. Officials said it was over. Ten people died, one of them said.',
      ['one of the officials (unnamed official)'],
    ],
  ])('%s', (text, expected) => {
    expect(speakers(text)).toEqual(expected);
  });
});

const incidents = (text: string): readonly string[] =>
  claimsIn(text)
    .filter(isFigure)
    .map(({ incident }) => incident.key);

describe('the incident of a figure', () => {
  it.each([
    ['The strike killed ten civilians.', ['main']],
    ['The US drone strike killed ten people.', ['main']],
    ['The strike on Friday killed ten civilians.', ['main']],
    ['A strike on May 2 killed three people.', ['strike-2024-05-02']],
    ['A suicide bombing at the market killed 30 people.', ['attack-market']],
    ['The Russian air strike killed five people.', ['strike-by-russia']],
    ['An earlier strike killed four people.', ['strike-other']],
    ['Air strikes in Syria killed 40 civilians.', ['strike-syria']],
    [
      'The suicide attack at the airport killed 13 American soldiers and dozens of Iraqis.',
      ['attack-airport', 'attack-airport'],
    ],
    ['Coalition strikes have killed 220 civilians since January.', ['aggregate']],
    ['More than 4,000 civilians were killed last year.', ['aggregate']],
    ['More than 70,000 people died in ten years of war.', ['aggregate']],
    ['The strike killed ten. It left six wounded.', ['main', 'main']],
    ['It was the deadliest strike since 2016 and killed ten people.', ['main']],
    ['The first, in Helmand province, killed two fighters.', ['strike-helmand']],
    [
      'The first, on May 2, hit a car. The army said that strike killed two fighters.',
      ['strike-2024-05-02'],
    ],
    ['The second, on May 10, hit a house. It killed ten people.', ['main']],
    [
      'The strike in Basra two days before, which the army says killed two fighters, was planned.',
      ['strike-basra'],
    ],
    [
      'Two other fighters were killed in Basra province on May 6 in a strike that nobody questions.',
      ['strike-basra'],
    ],
    [
      'The war ended after soldiers died in a bombing at the airport in which 170 people were killed.',
      ['attack-airport'],
    ],
    ['It came days after a suicide bomber killed 30 people outside the mosque.', ['attack-mosque']],
    [
      'The group was behind a series of bombs in Basra, in which three people were killed.',
      ['attack-basra'],
    ],
    [
      'Rockets were fired at the base. There were no casualties from the rockets.',
      ['attack-rockets'],
    ],
    [
      'The Basra strike was on May 2. The army said no civilians were killed there.',
      ['strike-2024-05-02'],
    ],
    [
      'The bombing at the airport was on May 2. There were no civilian casualties, the army said of the strike.',
      ['main'],
    ],
  ])('%s', (text, expected) => {
    expect(incidents(text)).toEqual(expected);
  });

  it('names another incident in words of the text', () => {
    const [figure] = claimsIn('A suicide bombing at the airport killed 30 people.').filter(
      isFigure,
    );
    expect(figure?.incident.label).toBe('suicide bombing at the airport');
  });
});

describe('the status of a figure', () => {
  it('marks a figure that the article itself has overtaken', () => {
    const text =
      'The clinic now says 19 people were killed in the strike. It had earlier reported that at least 11 people were killed.';
    expect(
      claimsIn(text)
        .filter(isFigure)
        .map(({ status }) => status),
    ).toEqual(['asserted', 'corrected']);
  });

  it('leaves a lone earlier figure as it is', () => {
    expect(
      claimsIn('Officials had earlier said ten people were killed.').filter(isFigure)[0]?.status,
    ).toBe('asserted');
  });

  it('marks a statement that nobody was harmed as a denial', () => {
    expect(claimsIn('No civilian casualties are known.').filter(isFigure)[0]?.status).toBe(
      'denied',
    );
  });
});

describe('facts of the strike', () => {
  it.each([
    ['The raid took place in a quiet street on the edge of town.', 'place', 'a quiet street'],
    ['A US drone strike in Baghdad hit the house.', 'place', 'Baghdad'],
    ['The agencies ran operations on the ground in Mosul.', 'place', 'Mosul'],
    ['A US drone strike hit the house.', 'party', 'United States'],
    [
      'The United States carried out the attack to target a commander and fired two missiles.',
      'party',
      'United States',
    ],
    ['The May 10 strike destroyed the house.', 'date', '2024-05-10'],
    ['The strike came on 10 May, before dawn.', 'date', '2024-05-10'],
    ['A Hellfire missile hit the house in the strike.', 'weapon', 'Hellfire missile'],
    ['The drone strike was over in seconds.', 'weapon', 'drone'],
    ['The strike targeted a suspected bomber.', 'target', 'a suspected bomber'],
    ['It was a strike on a vehicle near the river.', 'target', 'a vehicle'],
  ])('%s', (text, aspect, value) => {
    const facts = claimsIn(text).filter(isFact);
    expect(facts.filter((fact) => fact.aspect === aspect).map((fact) => fact.value)).toEqual([
      value,
    ]);
  });

  it.each([
    ['Footage showed men loading explosives into the car, officials said.', 'basis'],
    ['The army said the driver was an imminent threat to the base.', 'basis'],
    ['Secondary explosions followed the strike.', 'secondary effect'],
    ['The family disputed that the driver was a militant.', 'dispute'],
  ])('%s tells the %s in the words of the sentence', (text, aspect) => {
    expect(
      claimsIn(text)
        .filter(isFact)
        .map((fact) => [fact.aspect, fact.value]),
    ).toContainEqual([aspect, text]);
  });

  it.each([
    ['A senior officer opposed writing that rule into strikes in self-defence.'],
    ['The Evening Ledger reported that footage showed men filling bottles at an office.'],
    ['The general said the error did not rule out strikes that would not be made in self-defence.'],
  ])('%s states no grounds of the side that struck', (text) => {
    expect(claimsIn(text).filter((claim) => isFact(claim) && claim.aspect === 'basis')).toEqual([]);
  });

  it('takes no date that lies days away from the incident', () => {
    const facts = claimsIn('A fighter was killed on May 2 in a strike.').filter(isFact);
    expect(facts.filter(({ aspect }) => aspect === 'date')).toEqual([]);
  });

  it('reads an explosion that is explained away as contested, by whoever explains it', () => {
    const text =
      'The blast after the missile, which officials had called a secondary explosion, was probably caused by a gas tank, General Ruiz said.';
    expect(
      claimsIn(text)
        .filter(isFact)
        .map(({ aspect, claimant }) => [aspect, claimant?.name]),
    ).toContainEqual(['dispute', 'General Ruiz']);
  });

  it('never takes a fact from the description of the incident', () => {
    expect(claimsIn('Nothing more was known.').filter(isFact)).toEqual([]);
  });

  it('leaves the date unknown when the text names none', () => {
    expect(
      claimsIn('The strike killed ten people.', '').filter(
        (claim) => isFact(claim) && claim.aspect === 'date',
      ),
    ).toEqual([]);
  });
});

describe('positions of official bodies', () => {
  it.each([
    ['The Pentagon defended the strike.', ['The Pentagon defends']],
    [
      'The ministry defended the raid but said an inquiry had been opened, it was looking into the orders.',
      ['The ministry defends', 'The ministry investigates'],
    ],
    ['The army denied that it had hit the house.', ['The army denies']],
    ['The command said the raid had been a tragic mistake.', ['The command concedes']],
    ['The minister apologised for the strike.', ['The minister apologises']],
    ['The command would be deeply saddened by any potential loss of life in the strike.', []],
    ['The government promised compensation to the families.', ['The government compensates']],
    ['The army disciplined two officers over the strike.', ['The army disciplines']],
    ['Neighbours said the strike was a mistake.', []],
    ['A senior officer opposed writing that rule into strikes in self-defence.', []],
    ['The command said three civilians might have been killed.', ['The command states']],
    ['Analysts at the ministry said the group could be able to strike again.', []],
    [
      'The command said it did not know what had happened and was investigating.',
      ['The command investigates'],
    ],
    ['An official said there were no plans to release the reserves.', []],
    ['The command said there were no known civilian casualties.', ['The command denies']],
    ['The finding reverses an account that the Pentagon had defended for weeks.', []],
    ['What officials described as secondary explosions left no trace in the yard.', []],
    [
      'The general said the error did not rule out strikes that are not made in immediate self-defence.',
      ['The general concedes'],
    ],
    [
      'The Pentagon said the strike killed ten civilians and that it was responsible for it.',
      ['The Pentagon concedes'],
    ],
    [
      'The Pentagon has defended the strike and is investigating it.',
      ['The Pentagon defends', 'The Pentagon investigates'],
    ],
    ['The Pentagon is standing by its strike.', ['The Pentagon defends']],
    ['The command said its investigation was continuing.', ['The command investigates']],
    ['Russian officials said the strike was a mistake.', ['Russian officials states']],
    ['The rebel movement condemned the strike.', ['The rebel movement states']],
    ['Ada Marsh, director of the charity, said the strike was a mistake.', ['Ada Marsh states']],
    [
      'Ada Marsh, the director of the clinic, said that two nurses had died. Marsh said the strike was an error.',
      ['Ada Marsh states'],
    ],
    [
      'The United States acknowledged that the strike killed civilians.',
      ['The United States concedes'],
    ],
    ['Saudi Arabia said the strike was a mistake.', ['Saudi Arabia states']],
    ['Ada Marsh, an army officer, said the strike was a mistake.', ['Ada Marsh concedes']],
    ['Gen. Ada Marsh said the strike was a mistake.', ['Gen. Ada Marsh concedes']],
    [
      'There is a fair chance that the command was responsible for it, the general said.',
      ['the general states'],
    ],
    ['If so, the raid was unintentional, the general said.', []],
  ])('%s', (text, expected) => {
    expect(
      claimsIn(text)
        .filter(isPosition)
        .map(({ actor, line }) => `${actor} ${line}`),
    ).toEqual(expected);
  });
});

describe('the day on which a position was taken', () => {
  it.each([
    ['The Pentagon said on Saturday that it defended the strike.', '2024-05-11'],
    [
      'The Pentagon told reporters that an investigation into the strike of 10 May was still open.',
      null,
    ],
  ])('%s', (text, expected) => {
    expect(claimsIn(text).filter(isPosition)[0]?.saidOn).toBe(expected);
  });
});

describe('option statements', () => {
  it.each([
    ['The president vowed to continue the strikes.', 'over_the_horizon_strikes', 'supports'],
    [
      'Officials doubt that over-the-horizon strikes can work.',
      'over_the_horizon_strikes',
      'doubts',
    ],
    [
      'The general said it was possible that the army would coordinate with the Taliban.',
      'taliban_coordination',
      'open',
    ],
    [
      'The ministry is considering whether to release the frozen assets.',
      'unfreeze_funds_leverage',
      'considering',
    ],
    [
      'The senator rejected sharing intelligence with the group.',
      'intelligence_sharing_taliban',
      'opposes',
    ],
    [
      '“We need local partners on the ground,” the former officer said.',
      'local_partners_proxies',
      'supports',
    ],
    [
      'The envoy warned that diplomatic relations were premature.',
      'diplomatic_relations_recognition',
      'doubts',
    ],
    ['The government is reviewing its drone strike policy.', 'strike_policy_review', 'considering'],
    ['The minister did not rule out further strikes.', 'over_the_horizon_strikes', 'open'],
    ['The president promised to go on striking the group.', 'over_the_horizon_strikes', 'supports'],
    [
      'The ministry said it can contain the group with over-the-horizon strikes.',
      'over_the_horizon_strikes',
      'supports',
    ],
    [
      'The governor said over-the-horizon strikes raised doubts, and that he opposed relying on them.',
      'over_the_horizon_strikes',
      'opposes',
    ],
    [
      'The movement, who met on Monday, oppose any strike from abroad.',
      'over_the_horizon_strikes',
      'opposes',
    ],
    [
      'An officer said that without human sources analysts no longer know where to look.',
      'human_intelligence_network',
      'supports',
    ],
    [
      'The minister said recognition and support would have to be earned.',
      'diplomatic_relations_recognition',
      'open',
    ],
    [
      'Bankers and officials support keeping the funds frozen.',
      'unfreeze_funds_leverage',
      'opposes',
    ],
    [
      'An official said there were no plans to release the frozen reserves.',
      'unfreeze_funds_leverage',
      'opposes',
    ],
    [
      'Drones spend half of each sortie on the way, pilots say.',
      'surveillance_drones_from_gulf',
      'doubts',
    ],
  ])('%s', (text, option, stance) => {
    expect(
      claimsIn(text)
        .filter(isOption)
        .map((claim) => [claim.option, claim.stance]),
    ).toEqual([[option, stance]]);
  });

  it('marks a stated limit as a constraint', () => {
    const text =
      'Surveillance drones pass hours over the sea, a distance which limits what they see.';
    expect(claimsIn(text).filter(isOption)[0]?.constraint).toBe(true);
  });

  it('takes up the option just spoken of when the answer does not name it', () => {
    const text =
      'The general said he may work with the Taliban. The minister expressed deep scepticism.';
    expect(
      claimsIn(text)
        .filter(isOption)
        .map(({ option, stance }) => `${option} ${stance}`),
    ).toEqual(['taliban_coordination open', 'taliban_coordination doubts']);
  });

  it.each([
    [
      'A senator said strikes from over the horizon could not replace people on the ground. The defence secretary supported such strikes.',
      [
        ['over_the_horizon_strikes', 'doubts', 'A senator'],
        ['human_intelligence_network', 'supports', 'A senator'],
        ['over_the_horizon_strikes', 'supports', 'The defence secretary'],
      ],
    ],
    [
      'The minister weighed commando raids and over-the-horizon strikes. A general opposed such raids. The prime minister backed them.',
      [
        ['commando_raids', 'considering', 'The minister'],
        ['over_the_horizon_strikes', 'considering', 'The minister'],
        ['commando_raids', 'opposes', 'A general'],
        ['commando_raids', 'supports', 'The prime minister'],
      ],
    ],
    [
      'Local partners are no substitute for commandos, Gen. Jo Doe said. The general favoured such raids.',
      [
        ['local_partners_proxies', 'doubts', 'Gen. Jo Doe'],
        ['commando_raids', 'supports', 'Gen. Jo Doe'],
        ['commando_raids', 'supports', 'Gen. Jo Doe'],
      ],
    ],
  ])('tells apart who takes up which option: %s', (text, views) => {
    expect(
      claimsIn(text)
        .filter(isOption)
        .map(({ option, stance, claimant }) => [option, stance, claimant?.name]),
    ).toEqual(views);
  });

  it('takes the statements under a heading as views on what the heading names', () => {
    const text =
      'The second is commandos. A former officer favoured training for it. A pilot took the other side. A retired commander doubted that ships could serve.';
    expect(
      claimsIn(text)
        .filter(isOption)
        .map(({ option, stance, claimant }) => [option, stance, claimant?.name]),
    ).toEqual([
      ['commando_raids', 'supports', 'A former officer'],
      ['commando_raids', 'opposes', 'A pilot'],
      ['commando_raids', 'doubts', 'A retired commander'],
    ]);
  });

  it.each([
    ['The army carried out an over-the-horizon strike on Monday, the ministry said.'],
    ['They are samples of what the ministry calls over-the-horizon operations.'],
    ['The third is diplomatic relations.'],
    ['It can put money into local partners.'],
  ])('%s states no view on an option', (text) => {
    expect(claimsIn(text).filter(isOption)).toEqual([]);
  });

  it('finds the options that a story adds', () => {
    const options = [
      { key: 'safe_zone', label: 'Safe zone', phrases: ['safe zone*', 'no-fly … zone'] },
    ];
    const input = {
      headline: '',
      outlet: '',
      published: '',
      language: 'en',
      incident: STRIKE,
      options,
    };
    const { claims } = extractor.extract({ ...input, text: 'The council opposes a safe zone.' });
    expect(claims.filter(isOption).map(({ option, stance }) => [option, stance])).toEqual([
      ['safe_zone', 'opposes'],
    ]);
  });
});

describe('who contests a figure', () => {
  const contested = (text: string): readonly string[] =>
    claimsIn(text)
      .filter(isFigure)
      .map(({ min, max, claimant, disputedBy = [] }) => {
        const by = disputedBy.map((dispute) => {
          expect(text.slice(dispute.quote.start, dispute.quote.end)).toBe(dispute.quote.text);
          return dispute.claimant.name;
        });
        return `${min ?? max ?? ''} ${claimant?.name ?? '-'} / ${by.join(', ')}`;
      });

  it.each([
    ['The army denied that 40 civilians were killed.', ['40 - / The army']],
    ['The army denied killing 40 civilians.', ['40 - / The army']],
    ['The ministry disputed that its strike had killed 40 people.', ['40 - / The ministry']],
    [
      'The ministry rejected the group’s count of 40 people killed.',
      ['40 the group / The ministry'],
    ],
    ['Families dispute that ten militants were killed.', ['10 - / Families']],
    [
      'The army said 12 militants were killed, a figure that residents dispute.',
      ['12 The army / residents'],
    ],
    [
      'The army said 12 militants were killed. Residents disputed that.',
      ['12 The army / Residents'],
    ],
    [
      'The army said 12 militants were killed. Residents reject the figure.',
      ['12 The army / Residents'],
    ],
    [
      'The army said 12 people were killed. Relatives disputed that, saying 61 had died.',
      ['12 The army / Relatives', '61 Relatives / '],
    ],
    [
      'Relatives said ten civilians were killed. The Pentagon has denied that any civilians were killed.',
      ['10 Relatives / The Pentagon'],
    ],
    [
      'Relatives said ten civilians were killed. The army denied civilian casualties.',
      ['10 Relatives / The army'],
    ],
    [
      'Relatives said ten civilians were killed and disputed that one of the dead was a fighter.',
      ['10 Relatives / '],
    ],
    [
      'Relatives said ten people were killed. The army said it could not dispute that.',
      ['10 Relatives / '],
    ],
    [
      'The army denied that the visit was linked to the trial over the killing of six priests.',
      ['6 - / '],
    ],
    ['Relatives said ten people were killed. The army rejected the plan.', ['10 Relatives / ']],
    [
      'Relatives said ten people were killed. The army disputes that number.',
      ['10 Relatives / The army'],
    ],
    [
      'Elders said 26 people were killed and five hurt. The army rejects the elders’ count of 26.',
      ['26 Elders / The army', '5 Elders / '],
    ],
    [
      'Relatives said ten civilians were killed. The ministry denies that any civilians were harmed.',
      ['10 Relatives / The ministry'],
    ],
    [
      'Dr. Ana Ruiz said it was over. The network put the toll at 21, a figure that the group’s spokesman rejected.',
      ['21 The network / the group’s spokesman'],
    ],
  ])('%s', (text, expected) => {
    expect(contested(text)).toEqual(expected);
  });
});

describe('an event that a text without a dated incident looks back on', () => {
  const UNDATED = { title: '', date: '', place: '', actor: '', weapon: '', target: '' };
  const incidents = (text: string): readonly string[] =>
    extractor
      .extract({
        ...{ headline: '', outlet: '', language: 'en', options: [], published: '2024-05-12' },
        ...{ incident: UNDATED, text },
      })
      .claims.filter(isFigure)
      .map(({ incident }) => incident.key);

  it.each([
    ['In 2019 a fire at another mill killed 17 people.', 'event-of-2019'],
    ['A fire at another mill killed 17 people in 2019.', 'event-of-2019'],
    ['Last month a bomb killed 30 people at a bridge.', 'event-of-last-month'],
    ['Two years ago 30 people died at the mill.', 'event-two-years-ago'],
    ['The attack came three days after a rocket killed four people.', 'event-three-days-before'],
    ['In 2024 it had killed nine people, police said.', 'main'],
  ])('%s', (sentence, key) => {
    expect(incidents(`Ten people were killed at a mill, police said. ${sentence}`)).toEqual([
      'main',
      key,
    ]);
  });

  it('is the principal one where nothing else was told before', () => {
    expect(incidents('In 2019 a fire at a mill killed 17 people.')).toEqual(['main']);
  });
});

describe('a figure of some of those harmed', () => {
  const parts = (text: string): readonly string[] =>
    claimsIn(text)
      .filter(isFigure)
      .map(({ min, part }) => `${min ?? '?'}${part === true ? ' of them' : ''}`);

  it.each([
    ['The dead included three police officers.', ['3 of them']],
    ['Among the dead were four doctors.', ['4 of them']],
    ['Fifteen of the dead were teachers.', ['15 of them']],
    ['Forty-eight people were injured, 9 of them seriously.', ['48', '9 of them']],
    ['Ten people, including three doctors, were killed.', ['10', '3 of them']],
    ['Ten people were killed, among them three children.', ['10', '3']],
    ['The victims were four doctors.', ['4']],
    ['A slide buried nine people, killing three of them.', ['3']],
  ])('%s', (sentence, figures) => {
    expect(parts(sentence)).toEqual(figures);
  });
});

it('who stands by a figure does not defend the strike', () => {
  const lines = claimsIn('The defence ministry stood by its figure of 31. It stood by the strike.')
    .filter(isPosition)
    .map(({ line, quote }) => [line, quote.text]);
  expect(lines).toEqual([['defends', 'It stood by the strike.']]);
});

it('what somebody said that they had counted is no earlier figure', () => {
  const text =
    'The ministry said 14 people had died. A dockers’ union said it had counted 19 dead.';
  expect(
    claimsIn(text)
      .filter(isFigure)
      .map(({ status }) => status),
  ).toEqual(['asserted', 'asserted']);
});
