import { wordSet } from './word-set';

/** Finite forms of verbs of saying, finding and counting, whose subject is the claimant of what they govern. */
export const REPORTING_VERBS: ReadonlySet<string> = wordSet(
  'said says say told tells reported reports report announced announces confirmed confirms stated states claimed claims acknowledged acknowledges admitted admits conceded concedes ' +
    'insisted insists maintained maintains maintain argued argues added adds noted notes wrote writes tweeted tweets posted estimated estimates estimate put puts found finds concluded concludes ' +
    'believed believes believe suggested suggests warned warns denied denies alleged alleges allege disclosed testified explained explains recalled recalls repeated repeats declared declares ' +
    'revealed reveals asserted asserts indicated indicates counted counts tallied documented recorded listed lists accused accuses accuse blamed blames described describes raised raises ' +
    'think thinks thought calculated determined verified established specified pointed commented replied claim state insist note warn deny acknowledge admit suggest confirm allege declare announce responded countered allowed accepted accepts charged charges protested boasted telling quoted cites cited informed learned mentioned',
);

/** Nouns that can speak, by the role that they give when nobody is named. */
export const FAMILY_NOUNS: ReadonlySet<string> = wordSet(
  'family families relative relatives brother brothers sister father mother son daughter cousin uncle nephew widow husband wife friend friends ' +
    'survivor survivors witness witnesses eyewitness eyewitnesses resident residents villager villagers neighbour neighbours neighbor neighbors locals elders elder co-workers colleagues mourners',
);
export const OFFICIAL_NOUNS: ReadonlySet<string> = wordSet(
  'official officials officer officers spokesman spokeswoman spokesperson spokesmen spokespersons source sources commander commanders general generals minister ministers ' +
    'secretary chairman chairwoman chief chiefs director head governor mayor president ambassador envoy diplomat diplomats adviser advisor advisers aide aides senator senators lawmaker lawmakers ' +
    'congressman congresswoman representative prosecutor prosecutors judge coroner colonel lieutenant captain major admiral sergeant leader leaders premier chancellor king deputy authorities investigator investigators analysts personnel troops',
);
export const BODY_NOUNS: ReadonlySet<string> = wordSet(
  'ministry department pentagon kremlin military army navy force forces police government administration command coalition agency organisation organization group groups charity council ' +
    'committee commission office bureau house white nations union nato un u.n isaf centcom alliance parliament senate congress court guard ' +
    'crescent cross authority movement party taliban observatory monitor watchdog agencies ministries authorities service services departments organisations organizations institutions governments unit battalion brigade garrison embassy hospital clinic association coastguard federation foundation institute network state union team msf ngo staff panel',
);
/** Words that place a speaker with a state and its forces. */
export const STATE_NOUNS: ReadonlySet<string> = wordSet(
  'ministry ministries department pentagon kremlin military army navy marine marines force forces troops soldiers police government administration command commander commanders coalition alliance isaf centcom nato ' +
    'parliament senate congress cabinet white authorities authority defence defense gen general lt lieutenant col colonel maj major capt captain cmdr adm admiral brig brigadier sgt sergeant ' +
    'president minister ministers secretary premier chancellor spokesman spokeswoman spokesperson spokesmen official officials officer officers envoy ambassador investigators',
);
/** Words that place a speaker with an organisation that is of no state. */
export const CIVIL_NOUNS: ReadonlySet<string> = wordSet(
  'charity charities ngo ngos nonprofit hospital hospitals clinic clinics foundation association federation university company firm church watchdog observatory crescent cross aid relief humanitarian rights msf organisation organisations organization organizations',
);
export const MEDIA_NOUNS: ReadonlySet<string> = wordSet(
  'times post news newspaper newspapers daily journal tribune herald guardian telegraph gazette television tv radio broadcaster media press magazine ' +
    'cnn bbc reuters ap afp upi npr nbc cbs abc xinhua tass interfax itar-tass dpa efe notimex prela rt al-jazeera jazeera website paper outlet channel station ledger chronicle courier inquirer examiner globe bulletin',
);
export const DOCUMENT_NOUNS: ReadonlySet<string> = wordSet(
  'report review investigation inquiry enquiry probe statement document documents communique records record memo audit study findings evidence email letter dispatch count tally footage summary assessment',
);

/** Ranks and forms of address that open a person's name. */
export const TITLES: ReadonlySet<string> = wordSet(
  'mr mrs ms dr gen lt col maj capt cmdr adm brig sgt cpl general lieutenant colonel major captain commander admiral brigadier sergeant corporal president minister secretary senator sen rep ' +
    'representative governor gov ambassador judge justice professor prof sheikh mullah imam bishop archbishop pope king prince premier chancellor mayor chief sir rear vice air marshal marine army navy prime foreign defense defence interior deputy spokesman spokeswoman spokesperson chairman',
);

export const CALENDAR_WORDS: ReadonlySet<string> = wordSet(
  'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec today yesterday earlier later meanwhile however',
);
