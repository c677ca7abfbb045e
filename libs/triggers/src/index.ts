export { DEFAULT_RULE, type TriggerRule, triggerRuleSchema } from './trigger-rule';
export { type TriggerCommand, triggerDecider } from './trigger.decider';
export { type TriggerEvent } from './trigger.events';
export {
  type Cause,
  type Due,
  dueOf,
  evolveTriggers,
  initialTriggerState,
  isTriggerFact,
  type TriggerFact,
  type TriggerState,
} from './trigger-state';
