import { type OptionDefinition } from '@wirebrief/claims';

/**
 * The options that are told apart out of the box. A story adds its own or replaces one by its key. In a phrase `*`
 * stands for the rest of a word and `…` for up to nine words between two parts.
 */
export const optionTaxonomy: readonly OptionDefinition[] = [
  {
    key: 'over_the_horizon_strikes',
    label: 'Over-the-horizon strikes',
    phrases: [
      'over-the-horizon',
      'standoff strike*',
      'remote strike*',
      'strikes from … bases',
      'drone strikes from',
      'over the horizon',
      'offshore',
      'from afar',
      'continu* … strikes',
      'retaliatory strike*',
      'further strikes',
      'more strikes',
      'conduct* strikes',
      'long-range strike*',
    ],
  },
  {
    key: 'local_partners_proxies',
    label: 'Local partners and proxies',
    phrases: ['local partner*', 'partner force*', 'local force*', 'local counterpart*', 'local allies', 'by proxy', 'proxies', 'proxy force*', 'local militia*'],
  },
  {
    key: 'commando_raids',
    label: 'Commando raids',
    phrases: ['commandos', 'commando raid*', 'special operations raid*', 'special forces raid*', 'ground raid*', 'snatch operation*'],
  },
  {
    key: 'surveillance_drones_from_gulf',
    label: 'Surveillance drones from distant bases',
    phrases: ['surveillance drone*', 'reconnaissance drone*', 'drones … flight time',
      'drones … transit',
      'drone* … hours to reach', 'drones … launched from', 'surveillance flight*'],
  },
  {
    key: 'human_intelligence_network',
    label: 'Human intelligence on the ground',
    phrases: [
      'human source*',
      'human intelligence',
      'network of informants',
      'informant network*',
      'intelligence gathering',
      'gather* intelligence',
      'gather* information',
      'sources on the ground',
      'eyes on the ground',
      'eyes and ears',
      'spy network*',
      'humint',
    ],
  },
  {
    key: 'diplomatic_relations_recognition',
    label: 'Diplomatic relations and recognition',
    phrases: ['diplomatic relations', 'diplomatic recognition', 'recogni* the * government', 'recognition of the', 'reopen* … embassy', 'diplomatic ties'],
  },
  {
    key: 'taliban_coordination',
    label: 'Coordination with the Taliban',
    phrases: [
      'coordinat* with the taliban',
      'coordinat* … with the taliban',
      'cooperat* with the taliban',
      'work* with the taliban',
      'relationship with the taliban',
      'taliban … work together',
      'taliban … coordinat*',
      'taliban … partner',
      'taliban … common enemy',
      'taliban … shared interest',
      'distinction between the taliban and',
      'trust* the taliban',
    ],
  },
  {
    key: 'unfreeze_funds_leverage',
    label: 'Frozen funds as leverage',
    phrases: ['unfreez*', 'frozen asset*', 'frozen fund*', 'frozen reserve*', 'unlock* … funds', 'releas* … funds', 'releas* … assets', 'releas* … reserves'],
  },
  {
    key: 'intelligence_sharing_taliban',
    label: 'Intelligence sharing with the Taliban',
    phrases: [
      'intelligence to share',
      'shar* intelligence',
      'shared intelligence with',
      'intelligence-sharing',
      'intelligence from the taliban',
      'taliban with sensitive information',
      'intelligence … with the taliban',
    ],
  },
  {
    key: 'strike_policy_review',
    label: 'Review of strike policy',
    phrases: ['policy of drone strikes', 'drone strike policy', 'review of … strikes', 'review of … strike policy', 'strike policy', 'targeting might change', 'rules of engagement … review', 'policy … strikes … review'],
  },
];
