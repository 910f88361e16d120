/** Where a command belongs: a heading of the map under «?» and of the palette. */
export const commandGroups = [
  'everywhere',
  'list',
  'conversation',
  'contact',
  'composer',
  'settings',
  'builder',
] as const
export type CommandGroup = (typeof commandGroups)[number]

export interface CommandPlace {
  group: CommandGroup
  /** By the places of keys (`event.code`), the first of them may be changed by the person. */
  keys: readonly string[]
  /** The field or the list has it by itself: it is shown, and can be neither run nor changed. */
  isFixed?: true
}

/**
 * Every act that has a name of its own (interface.md §8). What it is called stands in
 * `words/…/commands.ts`, what it does where it is offered (`useCommands`); the palette, the keys, the
 * map under «?» and the page «Клавиатура» are made of all three.
 */
export const catalogue = {
  palette: { group: 'everywhere', keys: ['Ctrl KeyK'] },
  search: { group: 'everywhere', keys: ['Ctrl Shift KeyF'] },
  help: { group: 'everywhere', keys: ['Shift Slash'] },
  'next-region': { group: 'everywhere', keys: ['F6'] },
  'previous-region': { group: 'everywhere', keys: ['Shift F6'] },
  'go-workplace': { group: 'everywhere', keys: ['KeyG KeyI'] },
  'go-queue': { group: 'everywhere', keys: ['KeyG KeyQ'] },
  'go-clients': { group: 'everywhere', keys: [] },
  'go-supervision': { group: 'everywhere', keys: ['KeyG KeyC'] },
  'go-reports': { group: 'everywhere', keys: ['KeyG KeyR'] },
  'go-quality': { group: 'everywhere', keys: ['KeyG KeyK'] },
  'go-settings': { group: 'everywhere', keys: ['KeyG KeyS'] },
  status: { group: 'everywhere', keys: ['Alt Shift Digit1–4'], isFixed: true },
  'hand-over': { group: 'everywhere', keys: [] },
  undo: { group: 'everywhere', keys: ['KeyZ'] },
  'theme-auto': { group: 'everywhere', keys: [] },
  'theme-light': { group: 'everywhere', keys: [] },
  'theme-dark': { group: 'everywhere', keys: [] },
  'sign-out': { group: 'everywhere', keys: [] },

  next: { group: 'list', keys: ['KeyJ', 'ArrowDown'] },
  previous: { group: 'list', keys: ['KeyK', 'ArrowUp'] },
  longest: { group: 'list', keys: ['Ctrl ArrowDown'] },
  open: { group: 'list', keys: ['Enter'], isFixed: true },
  leave: { group: 'list', keys: ['Escape'], isFixed: true },
  folder: { group: 'list', keys: ['Digit1–9'], isFixed: true },
  select: { group: 'list', keys: ['KeyX'] },
  'select-range': { group: 'list', keys: ['Shift KeyX'] },
  'write-first': { group: 'list', keys: [] },
  'new-filter': { group: 'list', keys: [] },

  reply: { group: 'conversation', keys: ['KeyR'] },
  note: { group: 'conversation', keys: ['KeyN'] },
  take: { group: 'conversation', keys: ['KeyA'] },
  transfer: { group: 'conversation', keys: ['KeyT'] },
  hold: { group: 'conversation', keys: ['KeyH'] },
  snooze: { group: 'conversation', keys: [] },
  return: { group: 'conversation', keys: [] },
  close: { group: 'conversation', keys: ['Alt KeyQ'] },
  spam: { group: 'conversation', keys: ['KeyS'] },
  'not-spam': { group: 'conversation', keys: [] },
  topic: { group: 'conversation', keys: ['KeyO'] },
  tags: { group: 'conversation', keys: ['KeyL'] },
  waive: { group: 'conversation', keys: [] },
  unanswered: { group: 'conversation', keys: ['KeyU'] },
  'contact-form': { group: 'conversation', keys: [] },
  elsewhere: { group: 'conversation', keys: [] },
  find: { group: 'conversation', keys: ['KeyF'] },
  why: { group: 'conversation', keys: ['KeyW'] },
  card: { group: 'conversation', keys: ['KeyI'] },
  'previous-conversation': { group: 'conversation', keys: ['KeyP'] },

  'contact-edit': { group: 'contact', keys: [] },
  'contact-vip': { group: 'contact', keys: [] },
  'contact-merge': { group: 'contact', keys: [] },
  'contact-export': { group: 'contact', keys: [] },
  'contact-bar': { group: 'contact', keys: [] },
  'contact-erase': { group: 'contact', keys: [] },

  send: { group: 'composer', keys: ['Enter'], isFixed: true },
  'new-line': { group: 'composer', keys: ['Shift Enter'], isFixed: true },
  'send-and-close': { group: 'composer', keys: ['Ctrl Enter'], isFixed: true },
  'send-later': { group: 'composer', keys: ['Alt Enter'] },
  'record-voice': { group: 'composer', keys: ['Alt KeyV'] },
  'toggle-mode': { group: 'composer', keys: ['Alt KeyN'] },
  attach: { group: 'composer', keys: ['Alt KeyA'] },
  template: { group: 'composer', keys: ['Alt KeyT'] },
  canned: { group: 'composer', keys: ['Slash'], isFixed: true },
  'edit-last': { group: 'composer', keys: ['ArrowUp'], isFixed: true },

  save: { group: 'settings', keys: ['Ctrl KeyS'] },
  'previous-tab': { group: 'settings', keys: ['Alt BracketLeft'] },
  'next-tab': { group: 'settings', keys: ['Alt BracketRight'] },

  'undo-step': { group: 'builder', keys: ['Ctrl KeyZ'] },
  'redo-step': { group: 'builder', keys: ['Ctrl Shift KeyZ', 'Ctrl KeyY'] },
} as const satisfies Record<string, CommandPlace>

export type NamedCommand = keyof typeof catalogue

/** Those of a number (a folder, a status) and pages bring their name when they are offered. */
export type CommandId = NamedCommand | `folder:${number}` | `status:${number}` | `page:${string}`

export const namedCommands = Object.keys(catalogue) as NamedCommand[]

export function placeOfCommand(id: NamedCommand): CommandPlace {
  return catalogue[id]
}

export function isNamed(id: string): id is NamedCommand {
  return Object.hasOwn(catalogue, id)
}
