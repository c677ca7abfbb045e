/** Words whose full stop does not end a sentence, in lower case without the stop. */
export const ABBREVIATIONS: ReadonlySet<string> = new Set(
  (
    'mr mrs ms dr prof sr jr st mt rev hon pres sen rep gov amb atty gen lt col maj capt cmdr cdr adm brig sgt cpl pvt pfc ' +
    'spc cpt ssg msg wo fr bro sis jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun ' +
    'no nos vs etc inc ltd co corp dept div approx est fig vol pp cf al e.g i.e u.s u.k u.n a.m p.m rpt'
  ).split(' '),
);
