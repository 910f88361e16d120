import { useEffect, useState } from 'react'

import { isNamed, type NamedCommand } from './catalogue.ts'
import { holderOf, type KeyRefusal, type OwnKeys, refusalOf } from './key-map.ts'
import { isModifier, nameOf, prefixKey } from './keys.ts'

export type Recorded =
  | { state: 'waiting'; begun: string | undefined }
  | { state: 'refused'; why: KeyRefusal }
  /** Another command has the keys: they may be taken from it. */
  | { state: 'taken'; keys: string; by: NamedCommand | undefined }

interface RecorderOptions {
  id: NamedCommand
  own: OwnKeys
  isOn: boolean
  onKeys: (keys: string) => void
  onCancel: () => void
}

/** Listens before everybody else while a person shows which keys they want. */
export function useKeyRecorder(options: RecorderOptions): Recorded {
  const { id, own, isOn, onKeys, onCancel } = options
  const [recorded, setRecorded] = useState<Recorded>({ state: 'waiting', begun: undefined })
  useEffect(() => {
    if (!isOn) return
    let begun: string | undefined
    const record = (keys: string) => {
      const holder = holderOf(keys, id, own)
      const why = refusalOf(keys)
      if (why) setRecorded({ state: 'refused', why })
      else if (holder)
        setRecorded({ state: 'taken', keys, by: isNamed(holder) ? holder : undefined })
      else onKeys(keys)
    }
    const onKeyDown = (event: KeyboardEvent) => {
      // Whoever moves on with Tab does not record.
      if (event.code === 'Tab') return onCancel()
      event.preventDefault()
      event.stopPropagation()
      if (isModifier(event.code)) return
      if (event.code === 'Escape') return onCancel()
      const name = nameOf(event)
      if (name === 'Backspace' || name === 'Delete') return onKeys('')
      if (name === prefixKey && !begun) {
        begun = prefixKey
        setRecorded({ state: 'waiting', begun: prefixKey })
        return
      }
      record(begun ? `${begun} ${name}` : name)
      begun = undefined
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => {
      window.removeEventListener('keydown', onKeyDown, { capture: true })
      setRecorded({ state: 'waiting', begun: undefined })
    }
  }, [id, own, isOn, onKeys, onCancel])
  return recorded
}
