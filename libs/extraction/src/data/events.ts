const words = (list: string): readonly string[] => list.split(' ');

export type EventClass = 'air' | 'bombing' | 'ground' | 'war' | 'generic';

const CLASSES: Readonly<Record<EventClass, readonly string[]>> = {
  air: words(
    'strike strikes airstrike airstrikes air-strike air-strikes bombardment bombardments airraid drone-strike',
  ),
  bombing: words(
    'bombing bombings blast blasts explosion explosions bomber bombers detonation car-bombing bombs',
  ),
  ground: words(
    'shooting shootings ambush ambushes assault assaults gunfight shootout massacre massacres stabbing beheading beheadings killings execution executions shelling siege firefight rampage rockets',
  ),
  war: words(
    'war wars battle battles fighting clash clashes offensive offensives campaign campaigns conflict insurgency uprising hostilities violence crackdown unrest',
  ),
  generic: words(
    'attack attacks raid raids incident incidents operation operations crash disaster tragedy accident',
  ),
};

/** What sort of event a noun names. `generic` nouns fit any sort but war. */
export const EVENT_NOUNS: ReadonlyMap<string, EventClass> = new Map(
  (Object.keys(CLASSES) as EventClass[]).flatMap((name) =>
    CLASSES[name].map((noun): readonly [string, EventClass] => [noun, name]),
  ),
);

/** Common nouns for places that an attack can be told by. */
export const FACILITIES: ReadonlySet<string> = new Set(
  words(
    'airport market mosque church synagogue temple school university college hospital clinic hotel restaurant cafe nightclub embassy consulate checkpoint ' +
      'barracks base camp prison jail stadium theatre theater mall supermarket bazaar wedding funeral factory refinery port bridge station metro subway bus train ' +
      'gate gates palace parliament courthouse shrine cathedral orphanage convoy',
  ),
);

/** Armed groups and the words for them; they are not states and do not fly aircraft as a rule. */
export const ARMED_GROUPS: ReadonlySet<string> = new Set(
  words(
    'isis isis-k is-k isil daesh isis-khorasan taliban al-qaeda al-qaida qaeda qaida hamas hezbollah hizbullah houthi houthis al-shabab al-shabaab boko haram farc eln eta ira ' +
      'pkk fmln unita renamo ltte hayat jihadist jihadists militant militants insurgent insurgents rebel rebels guerrilla guerrillas terrorist terrorists extremist extremists gunman gunmen',
  ),
);

export const BOMBER_WORDS: ReadonlySet<string> = new Set(
  words('suicide car truck roadside bomber bombers ied improvised'),
);
export const OTHERNESS: ReadonlySet<string> = new Set(
  words(
    'separate another other previous subsequent second similar earlier unrelated different retaliatory past',
  ),
);
