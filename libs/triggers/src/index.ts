export { DEFAULT_RULE, type TriggerRule, triggerRuleSchema } from './trigger-rule';
export { type TriggerCommand, triggerDecider } from './trigger.decider';
export { type TriggerEvent } from './trigger.events';
export { type BeginRebuild, type FailRebuild, rebuildDecider } from './rebuild.decider';
export { type RebuildEvent, type RebuildKey } from './rebuild.events';
export {
  type Cause,
  type Due,
  dueOf,
  editionDueOf,
  evolveTriggers,
  flashDueOf,
  initialTriggerState,
  isTriggerFact,
  problemOf,
  type TriggerFact,
  type TriggerState,
} from './trigger-state';
