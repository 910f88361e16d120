import type { ChannelKindView } from '@otklik/protocol'

import { useWords } from '../../words/index.ts'
import type { Show } from '../editing/index.ts'
import { type Connection, type Signature, settingPath, signaturePath } from './connection-draft.ts'

/** How a value of the connection is read where two versions are compared. */
export function useShowConnection(kind: ChannelKindView): Show<Connection> {
  const { channelSettings: words } = useWords()
  const secrets = kind.fields.filter(({ isSecret }) => isSecret).map(({ name }) => name)
  return (path, value, { whose }) => {
    if (path === signaturePath) return words.signatures[value as Signature]
    // What is stored is a mask already; what was just typed must not be read over a shoulder.
    const isTyped = whose === 'mine' && value !== ''
    return isTyped && secrets.some((name) => settingPath(name) === path) ? '••••' : value
  }
}
