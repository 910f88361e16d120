export {
  type AccountRow,
  type AccountRules,
  readAccountRow,
  toAccountRules,
} from './account-rules.ts'
export { applyEdited } from './apply-edited.ts'
export { channelRulesRoutes } from './channel-rules-routes.ts'
export { checkReceiver } from './check-receiver.ts'
export { createChannelRules } from './create-channel-rules.ts'
export { gatherProblems } from './field-problems.ts'
export { createRuleSettings, type RuleSettings } from './rule-settings.ts'
