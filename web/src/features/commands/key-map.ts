import { type CommandId, catalogue, isNamed, namedCommands, placeOfCommand } from './catalogue.ts'
import { isCharacter, isModifier } from './keys.ts'
import { showKeys } from './show-keys.ts'

/** What a person has changed: the command and its key, an empty text for none. */
export type OwnKeys = Readonly<Record<string, string>>

/** The key a person has given it takes the place of its first; the others stay. */
export function keysOf(id: keyof typeof catalogue, own: OwnKeys): readonly string[] {
  const { keys, isFixed } = placeOfCommand(id)
  const mine = own[id]
  if (mine === undefined || isFixed) return keys
  return mine === '' ? keys.slice(1) : [mine, ...keys.slice(1)]
}

export type KeyMap = ReadonlyMap<string, readonly CommandId[]>

/** Several commands may have one key: whichever is possible where the person is. */
export function keyMapOf(own: OwnKeys): KeyMap {
  const map = new Map<string, CommandId[]>()
  const add = (keys: string, id: CommandId) => map.set(keys, [...(map.get(keys) ?? []), id])
  for (const id of namedCommands) {
    for (const keys of keysOf(id, own)) add(keys, id)
  }
  for (let digit = 1; digit <= 9; digit++) add(`Digit${digit}`, `folder:${digit}`)
  for (let digit = 1; digit <= 4; digit++) add(`Alt Shift Digit${digit}`, `status:${digit}`)
  return map
}

/** Those the browser or every field has already: giving them away would take something else. */
const taken =
  /^(Shift )?(Enter|NumpadEnter|Escape|Tab|Space|Arrow\w+|Backspace|Delete|Home|End|Page\w+)$|^Ctrl (Shift )?Key[ACNRTVWX]$|^F(5|11|12)$|^Alt (F4|Arrow\w+)$/

export type KeyRefusal = 'of-browser' | 'prefix'

/** Why a person cannot give a command these keys, whatever the others have. */
export function refusalOf(keys: string): KeyRefusal | undefined {
  if (keys === 'KeyG') return 'prefix'
  const code = keys.split(' ').at(-1) ?? ''
  return taken.test(keys) || isModifier(code) || keys === '' ? 'of-browser' : undefined
}

/** Whoever has these keys already, where both could be meant at once. */
export function holderOf(keys: string, id: CommandId, own: OwnKeys): CommandId | undefined {
  return keyMapOf(own)
    .get(keys)
    ?.find((other) => other !== id && mayMeet(id, other))
}

/** The settings and the builder are pages of their own. */
function mayMeet(one: CommandId, other: CommandId): boolean {
  const [first, second] = [groupOf(one), groupOf(other)]
  const apart = [first, second].filter((group) => group === 'settings' || group === 'builder')
  if (apart.length === 0 || first === second) return true
  return [first, second].includes('everywhere')
}

function groupOf(id: CommandId): string {
  return id in catalogue ? catalogue[id as keyof typeof catalogue].group : 'everywhere'
}

/** Whether it does anything for somebody who has switched single keys off. */
export function isOn(keys: string, singleKeys: boolean): boolean {
  return singleKeys || !isCharacter(keys)
}

/** What stands beside a command's name, as this person has it. */
export function shownKeysOf(
  id: CommandId,
  { keys: own, singleKeys }: { keys: OwnKeys; singleKeys: boolean },
): string | undefined {
  const [, list = '', digit = ''] = /^(folder|status):(\d)$/.exec(id) ?? []
  const all = isNamed(id)
    ? keysOf(id, own)
    : list === 'folder'
      ? [`Digit${digit}`]
      : list === 'status'
        ? [`Alt Shift Digit${digit}`]
        : []
  const keys = all.find((each) => isOn(each, singleKeys))
  return keys && showKeys(keys)
}
