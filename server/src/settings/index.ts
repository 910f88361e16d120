export { createChannelRules } from './create-channel-rules.ts'
export {
  type AccountRules,
  createRuleSettings,
  type RuleSettings,
  receiverOf,
} from './rule-settings.ts'
