import { type Group } from '@wirebrief/claims';

const list = (words: string): readonly string[] => words.split(/\s+/);

const NOUNS: Readonly<Record<Exclude<Group, 'people'>, readonly string[]>> = {
  civilians: list(
    'civilian civilians non-combatant non-combatants noncombatant noncombatants bystander bystanders innocents passersby passers-by',
  ),
  children: list(
    'child children minor minors baby babies infant infants toddler toddlers boy boys girl girls kid kids schoolchild schoolchildren ' +
      'schoolboys schoolgirls schoolgirl schoolboy youngsters newborn newborns son sons daughter daughters grandchildren grandsons granddaughters teenagers teenager teens',
  ),
  women: list(
    'woman women wife wives mother mothers grandmother grandmothers sisters housewives nuns',
  ),
  men: list('man men husband husbands brothers father fathers'),
  'service members': list(
    'soldier soldiers troop troops serviceman servicemen servicewomen marine marines trooper troopers sailor sailors airman airmen ' +
      'guardsman guardsmen paratrooper paratroopers conscript conscripts recruit recruits infantrymen personnel commando commandos servicemember servicemembers seamen cadets legionnaires reservists peacekeeper peacekeepers',
  ),
  militants: list(
    'militant militants fighter fighters insurgent insurgents rebel rebels guerrilla guerrillas guerilla guerillas gunman gunmen ' +
      'terrorist terrorists extremist extremists jihadi jihadis jihadist jihadists bomber bombers attacker attackers assailant assailants ' +
      'combatant combatants subversive subversives sniper snipers facilitator facilitators operative operatives hijacker hijackers planner planners ' +
      'kidnapper kidnappers paramilitaries paramilitary militiaman militiamen islamist islamists separatist separatists commanders ringleaders suspects',
  ),
};

const OTHERS = list(
  'people person persons individual individuals human humans souls others dead wounded injured casualties casualty victim victims body bodies corpse corpses ' +
    'survivor survivors resident residents villager villagers inhabitants locals citizen citizens national nationals foreigner foreigners ' +
    'expatriates tourist tourists visitor visitors guest guests passenger passengers pedestrian pedestrians motorist motorists driver drivers ' +
    'commuter commuters shopper shoppers worshipper worshippers worshipers pilgrim pilgrims mourner mourners protester protesters ' +
    'demonstrator demonstrators marchers activist activists student students pupil pupils schoolmates teacher teachers professor professors ' +
    'scholar scholars academics worker workers employee employees staff staffer staffers colleague colleagues co-workers coworkers labourer labourers laborer laborers ' +
    'miner miners farmer farmers peasant peasants herder herders shepherd shepherds fisherman fishermen vendor vendors trader traders ' +
    'merchant merchants shopkeepers businessman businessmen businesspeople banker bankers engineer engineers technician technicians contractor contractors ' +
    'doctor doctors nurse nurses medic medics paramedic paramedics patient patients caretaker caretakers caregivers carer carers rescuer rescuers volunteer volunteers ' +
    'firefighter firefighters fireman firemen responder responders journalist journalists reporter reporters cameraman cameramen photographer photographers ' +
    'newsmen correspondents priest priests clergyman clergymen cleric clerics bishop bishops monk monks missionary missionaries imams jesuit jesuits religious ' +
    'judge judges magistrate magistrates lawyer lawyers attorney attorneys prosecutor prosecutors official officials officer officers ' +
    'policeman policemen policewomen police cop cops detective detectives agent agents guard guards bodyguard bodyguards escort escorts ' +
    'politician politicians lawmaker lawmakers deputies councilmen councillors mayors mayor minister ministers leader leaders candidate candidates ' +
    'unionist unionists unionists member members relative relatives family families kin cousin cousins parents siblings sister brother neighbour neighbours neighbor neighbors ' +
    'couple refugee refugees migrant migrants evacuee evacuees detainee detainees prisoner prisoners inmate inmates hostage hostages ' +
    'captive captives athlete athletes player players fans spectators festival-goers musicians dancers partygoers revelers customers patrons ' +
    'occupant occupants crew crewmen crewmembers pilot pilots stewardesses attendants elder elders chiefs adults adult elderly pensioners youths youth ' +
    'americans supporters opponents sympathisers sympathizers aides advisers diplomats consuls envoys maids maid servants cooks gardeners drivers chauffeurs ' +
    'transients homeless beggars prostitutes peoples mothers-in-law fugitives criminals bandits robbers thieves hitmen traffickers ' +
    'watchmen custodian custodians sentry sentries collaborators informants directors managers executives leaders mps observers monitors ' +
    'delegates representatives guides porters climbers swimmers cyclists riders truckers inspectors trainees instructors boys-scouts graduates',
);

/** The group that a person noun puts its bearer in; nouns that tell no status map to `people`. */
export const PERSON_NOUNS: ReadonlyMap<string, Group> = new Map<string, Group>([
  ...OTHERS.map((noun): readonly [string, Group] => [noun, 'people']),
  ...Object.entries(NOUNS).flatMap(([group, nouns]) =>
    nouns.map((noun): readonly [string, Group] => [noun, group as Group]),
  ),
]);

/** Nouns of kinship: the phrase has a person in it, but as a whole counts as people of unstated status. */
export const COLLECTIVE_HEADS: ReadonlySet<string> = new Set(
  list('member members relative relatives family families'),
);

/** Counted things that are hurt, lost or hit but are no people. */
export const THINGS: ReadonlySet<string> = new Set(
  list(
    'house houses home homes building buildings vehicle vehicles car cars truck trucks bus buses tank tanks plane planes aircraft helicopter helicopters ' +
      'ship ships boat boats drone drones missile missiles rocket rockets bomb bombs shell shells round rounds mortar mortars grenade grenades rifle rifles weapon weapons gun guns ' +
      'strike strikes airstrike airstrikes raid raids attack attacks explosion explosions blast blasts sortie sorties operation operations incident incidents case cases ' +
      'village villages town towns city cities province provinces country countries nation nations district districts area areas place places site sites location locations point points ' +
      'school schools hospital hospitals clinic clinics shop shops bridge bridges tower towers pylon pylons base bases post posts station stations bank banks office offices room rooms floor floors ' +
      'year years month months week weeks day days hour hours minute minutes second seconds night nights time times decade decades ' +
      'mile miles km kilometer kilometers kilometre kilometres metre metres meter meters feet foot inch inches yard yards acre acres block blocks ' +
      'dollar dollars pound pounds euro euros peso pesos cent cents percent percentage kilo kilos kg ton tons tonnes litre litres gallon gallons barrels degrees ' +
      'page pages report reports letter letters statement statements question questions document documents photo photos video videos interview interviews debriefings ' +
      'cow cows horse horses sheep goat goats animals animal dog dogs cattle livestock birds ' +
      'company companies firm firms organization organizations group groups party parties units unit battalion battalions brigade brigades faction factions front fronts team teams cells cell networks ' +
      'vote votes seat seats goal goals share shares comment comments likes followers views retweets tweets stories articles items steps charges counts sticks holes wounds injuries shots bullets cartridges magazines gallons hectares wagons',
  ),
);

/** Words that belong to the military side when they stand before a person noun that alone says nothing. */
export const MILITARY_MODIFIERS: ReadonlySet<string> = new Set(
  list('service military army navy troop combat coalition'),
);

/** Words that make the person noun after them a fighter of an armed group. */
export const MILITANT_MODIFIERS: ReadonlySet<string> = new Set(
  list(
    'militant rebel guerrilla insurgent terrorist extremist jihadist jihadi suicide enemy paramilitary armed',
  ),
);
