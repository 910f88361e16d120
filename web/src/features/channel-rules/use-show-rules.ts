import { useWords } from '../../words/index.ts'
import type { Show } from '../editing/index.ts'
import { useReceiverName } from './receiver-name.ts'
import type { RulesForm } from './rules-draft.ts'

/** How a rule is read where two versions are compared. */
export function useShowRules(): Show<RulesForm> {
  const { channelRules: words } = useWords()
  const nameOf = useReceiverName()
  const show: { [Name in keyof RulesForm]: (value: RulesForm[Name]) => string } = {
    receiver: (receiver) =>
      [receiver, ...(receiver.backup ? [receiver.backup] : [])]
        .map((each) => nameOf(each) ?? '')
        .join(', '),
    operatorWaitMin: String,
    offHours: ({ mode, botId }) =>
      mode === 'bot' && botId
        ? `${words.modes.bot} ${nameOf({ kind: 'bot', id: botId }) ?? ''}`
        : words.modes[mode],
    offHoursFallback: String,
    isClosingTextShown: (isOn) => (isOn ? words.on : words.off),
    closingText: String,
    closingTemplateId: (id) => (id ? words.on : words.off),
    inactivity: (each) => (each ? `${each.value}\u00a0${words.units[each.unit]}` : words.off),
    keepsUnanswered: (isOn) => (isOn ? words.on : words.off),
    weight: String,
    mustSkills: (skills) => skills.join(', '),
    niceSkills: (skills) => skills.join(', '),
  }
  return (name, value) => (show[name] as (value: unknown) => string)(value)
}
