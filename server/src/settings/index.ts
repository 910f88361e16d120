export { channelRulesRoutes } from './channel-rules-routes.ts'
export { createChannelRules } from './create-channel-rules.ts'
export {
  type AccountRules,
  createRuleSettings,
  type RuleSettings,
} from './rule-settings.ts'
