import type { ChannelKindView } from '@otklik/protocol'

import { TickBox } from '../../ui/tick-box.tsx'
import { useWords } from '../../words/index.ts'
import { useSession } from '../session/index.ts'
import type { FieldsProps } from './any-field.tsx'

/** What a demo account calls the stand-ins of its own sandbox. */
const sandboxPlace = { name: 'apiUrl', value: 'sandbox' }

/** In a demo the account may be one of its sandbox: whoever tries the product has no other. */
export function SandboxChoice({ kind, ...props }: FieldsProps & { kind: ChannelKindView }) {
  const { typed, stored, isReadOnly, onChange, onCommit } = props
  const { channelSettings: words } = useWords()
  const { account } = useSession()
  const { name, value } = sandboxPlace
  // Where the address is what is asked for, it is a company's own, and the sandbox has no stand-in for it.
  const hasPlace = kind.fields.some((field) => isPlace(field) && field.isAdvanced)
  if (!account.isDemo || isReadOnly || !hasPlace) return null
  const choose = (isChosen: boolean) => {
    onChange(name, isChosen ? value : '')
    onCommit(name, isChosen ? value : '')
  }
  return (
    <TickBox
      label={words.sandboxBot}
      help={words.sandboxBotHelp}
      checked={isOfSandbox({ typed, stored })}
      onChange={choose}
    />
  )
}

/** Then its address is nobody's to type. */
export const isOfSandbox = ({ typed, stored }: Pick<FieldsProps, 'typed' | 'stored'>): boolean =>
  (typed[sandboxPlace.name] ?? stored[sandboxPlace.name]) === sandboxPlace.value

export const isPlace = ({ name }: { name: string }): boolean => name === sandboxPlace.name
