import type { ChannelField } from '@otklik/protocol'

import { useWords } from '../../words/index.ts'

/** One line under the field; for the one that is checked at once, how to do that. */
export function FieldHelp({ field }: { field: ChannelField }) {
  const { channelSettings } = useWords()
  if (field.help) return field.help
  return field.isSecret && field.isRequired ? channelSettings.pasteAndEnter : null
}
