import { type OptionDefinition } from '@wirebrief/claims';

/** The options that are told apart out of the box. A story adds its own or replaces one by its key. */
export const optionTaxonomy: readonly OptionDefinition[] = [
  {
    key: 'over_the_horizon_strikes',
    label: 'Over-the-horizon strikes',
    phrases: ['over-the-horizon', 'over the horizon', 'offshore strike*', 'continue * strikes', 'more strikes', 'retaliatory strike*', 'further strikes', 'strikes from outside', 'long-range strike*', 'strike from afar'],
  },
  {
    key: 'local_partners_proxies',
    label: 'Local partners and proxies',
    phrases: ['local partner*', 'partner force*', 'local force*', 'local counterpart*', 'local allies', 'by proxy', 'proxies', 'proxy force*', 'local militia*', 'indigenous force*'],
  },
  { key: 'commando_raids', label: 'Commando raids', phrases: ['commando*', 'special operations raid*', 'special forces raid*', 'ground raid*', 'raids on the ground'] },
  {
    key: 'surveillance_drones_from_gulf',
    label: 'Surveillance drones from distant bases',
    phrases: ['surveillance drone*', 'drones will spend', 'drone flight time', 'surveillance flight*', 'reconnaissance drone*', 'drones from the gulf', 'transit time'],
  },
  {
    key: 'human_intelligence_network',
    label: 'Human intelligence on the ground',
    phrases: ['human source*', 'human intelligence', 'source network*', 'network of informants', 'informant network*', 'intelligence gathering', 'gathering intelligence', 'eyes on the ground', 'sources on the ground'],
  },
  {
    key: 'diplomatic_relations_recognition',
    label: 'Diplomatic relations and recognition',
    phrases: ['diplomatic relation*', 'diplomatic recognition', 'recognise the', 'recognize the', 'recognition of the', 'reopen * embassy', 'open * embassy', 'diplomatic presence'],
  },
  { key: 'taliban_coordination', label: 'Coordination with the Taliban', phrases: [] },
  {
    key: 'unfreeze_funds_leverage',
    label: 'Frozen funds as leverage',
    phrases: ['unfreez*', 'frozen asset*', 'frozen fund*', 'frozen reserve*', 'unlock funds', 'unlock * funds', 'release * funds', 'release * assets', 'release * reserves'],
  },
  { key: 'intelligence_sharing_taliban', label: 'Intelligence sharing with the Taliban', phrases: [] },
  {
    key: 'strike_policy_review',
    label: 'Review of strike policy',
    phrases: ['policy review', 'review of * strike*', 'policy of drone strikes', 'drone strike policy', 'rules of engagement', 'strike policy', 'targeting might change', 'review of the drone'],
  },
];
