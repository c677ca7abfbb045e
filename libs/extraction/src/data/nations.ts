// Country, adjective, plural of the people. An empty third field means that the adjective with -s serves.
const ROWS = `
Afghanistan|Afghan|;Albania|Albanian|;Algeria|Algerian|;Andorra|Andorran|;Angola|Angolan|;Argentina|Argentine|Argentines
Armenia|Armenian|;Australia|Australian|;Austria|Austrian|;Azerbaijan|Azerbaijani|;Bahamas|Bahamian|;Bahrain|Bahraini|
Bangladesh|Bangladeshi|;Barbados|Barbadian|;Belarus|Belarusian|;Belgium|Belgian|;Belize|Belizean|;Benin|Beninese|Beninese
Bhutan|Bhutanese|Bhutanese;Bolivia|Bolivian|;Bosnia|Bosnian|;Botswana|Botswanan|;Brazil|Brazilian|;Brunei|Bruneian|
Bulgaria|Bulgarian|;Burkina Faso|Burkinabe|;Burundi|Burundian|;Cambodia|Cambodian|;Cameroon|Cameroonian|;Canada|Canadian|
Central African Republic|Central African|;Chad|Chadian|;Chile|Chilean|;China|Chinese|Chinese;Colombia|Colombian|
Comoros|Comorian|;Congo|Congolese|Congolese;Costa Rica|Costa Rican|;Croatia|Croatian|Croats;Cuba|Cuban|;Cyprus|Cypriot|
Czech Republic|Czech|;Denmark|Danish|Danes;Djibouti|Djiboutian|;Dominican Republic|Dominican|;Ecuador|Ecuadorean|
Egypt|Egyptian|;El Salvador|Salvadoran|;Equatorial Guinea|Equatoguinean|;Eritrea|Eritrean|;Estonia|Estonian|
Eswatini|Swazi|;Ethiopia|Ethiopian|;Fiji|Fijian|;Finland|Finnish|Finns;France|French|French;Gabon|Gabonese|Gabonese
Gambia|Gambian|;Georgia|Georgian|;Germany|German|;Ghana|Ghanaian|;Greece|Greek|;Grenada|Grenadian|;Guatemala|Guatemalan|
Guinea|Guinean|;Guyana|Guyanese|Guyanese;Haiti|Haitian|;Honduras|Honduran|;Hungary|Hungarian|;Iceland|Icelandic|Icelanders
India|Indian|;Indonesia|Indonesian|;Iran|Iranian|;Iraq|Iraqi|;Ireland|Irish|Irish;Israel|Israeli|;Italy|Italian|
Ivory Coast|Ivorian|;Jamaica|Jamaican|;Japan|Japanese|Japanese;Jordan|Jordanian|;Kazakhstan|Kazakh|;Kenya|Kenyan|
Kosovo|Kosovar|;Kuwait|Kuwaiti|;Kyrgyzstan|Kyrgyz|Kyrgyz;Laos|Laotian|;Latvia|Latvian|;Lebanon|Lebanese|Lebanese
Lesotho|Basotho|;Liberia|Liberian|;Libya|Libyan|;Liechtenstein|Liechtensteiner|;Lithuania|Lithuanian|;Luxembourg|Luxembourger|
Madagascar|Malagasy|Malagasy;Malawi|Malawian|;Malaysia|Malaysian|;Maldives|Maldivian|;Mali|Malian|;Malta|Maltese|Maltese
Mauritania|Mauritanian|;Mauritius|Mauritian|;Mexico|Mexican|;Moldova|Moldovan|;Monaco|Monegasque|;Mongolia|Mongolian|
Montenegro|Montenegrin|;Morocco|Moroccan|;Mozambique|Mozambican|;Myanmar|Burmese|Burmese;Namibia|Namibian|;Nepal|Nepali|
Netherlands|Dutch|Dutch;New Zealand|New Zealander|;Nicaragua|Nicaraguan|;Niger|Nigerien|;Nigeria|Nigerian|
North Korea|North Korean|;North Macedonia|Macedonian|;Norway|Norwegian|;Oman|Omani|;Pakistan|Pakistani|
Palestine|Palestinian|;Panama|Panamanian|;Papua New Guinea|Papua New Guinean|;Paraguay|Paraguayan|;Peru|Peruvian|
Philippines|Filipino|;Poland|Polish|Poles;Portugal|Portuguese|Portuguese;Qatar|Qatari|;Romania|Romanian|;Russia|Russian|
Rwanda|Rwandan|;Samoa|Samoan|;Saudi Arabia|Saudi|;Senegal|Senegalese|Senegalese;Serbia|Serbian|Serbs
Sierra Leone|Sierra Leonean|;Singapore|Singaporean|;Slovakia|Slovak|;Slovenia|Slovenian|;Somalia|Somali|
South Africa|South African|;South Korea|South Korean|;South Sudan|South Sudanese|South Sudanese;Soviet Union|Soviet|
Spain|Spanish|Spaniards;Sri Lanka|Sri Lankan|;Sudan|Sudanese|Sudanese;Suriname|Surinamese|Surinamese;Sweden|Swedish|Swedes
Switzerland|Swiss|Swiss;Syria|Syrian|;Taiwan|Taiwanese|Taiwanese;Tajikistan|Tajik|;Tanzania|Tanzanian|;Thailand|Thai|
Timor-Leste|Timorese|Timorese;Togo|Togolese|Togolese;Trinidad and Tobago|Trinidadian|;Tunisia|Tunisian|;Turkey|Turkish|Turks
Turkmenistan|Turkmen|Turkmen;Uganda|Ugandan|;Ukraine|Ukrainian|;United Arab Emirates|Emirati|;United Kingdom|British|Britons
United States|American|;Uruguay|Uruguayan|;Uzbekistan|Uzbek|;Vatican|Vatican|;Venezuela|Venezuelan|;Vietnam|Vietnamese|Vietnamese
Yemen|Yemeni|;Yugoslavia|Yugoslav|;Zambia|Zambian|;Zimbabwe|Zimbabwean|`;

interface Nation {
  readonly country: string;
  readonly adjective: string;
  readonly people: string;
}

const OTHER_FORMS: Readonly<Record<string, string>> = {
  US: 'United States',
  'U.S': 'United States',
  'U.S.': 'United States',
  USA: 'United States',
  America: 'United States',
  UK: 'United Kingdom',
  'U.K.': 'United Kingdom',
  Britain: 'United Kingdom',
  British: 'United Kingdom',
  UAE: 'United Arab Emirates',
  Türkiye: 'Turkey',
  Burma: 'Myanmar',
  Ecuadorian: 'Ecuador',
  Salvadorean: 'El Salvador',
  Dane: 'Denmark',
};

const NATIONS: readonly Nation[] = ROWS.trim()
  .split(/[;\n]/)
  .map((row) => row.split('|'))
  .map(([country = '', adjective = '', people = '']) => ({
    country,
    adjective,
    people: people === '' ? `${adjective}s` : people,
  }));

/** Country by any of its names: the country, its adjective, its people. Keys are lower case. */
export const COUNTRY_OF: ReadonlyMap<string, string> = new Map([
  ...NATIONS.flatMap(({ country, adjective, people }) =>
    [country, adjective, people].map((form): readonly [string, string] => [
      form.toLowerCase(),
      country,
    ]),
  ),
  ...Object.entries(OTHER_FORMS).map(([form, country]): readonly [string, string] => [
    form.toLowerCase(),
    country,
  ]),
]);

/** Plural names of peoples in lower case: `Afghans`, `Swiss`. */
export const PEOPLES: ReadonlySet<string> = new Set([
  ...NATIONS.map((nation) => nation.people.toLowerCase()),
  ...'africans arabs asians europeans kurds yazidis tamils hutus tutsis shiites sunnis christians muslims jews catholics hindus sikhs westerners latinos'.split(
    ' ',
  ),
]);

/** Countries that words in lower case name, names of up to three words included. */
export const nationsIn = (words: readonly string[]): readonly string[] =>
  words.flatMap((_, at) =>
    [1, 2, 3].flatMap((length) => COUNTRY_OF.get(words.slice(at, at + length).join(' ')) ?? []),
  );
