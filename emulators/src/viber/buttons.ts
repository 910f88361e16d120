/** Buttons of a keyboard under the input, or of cards inside a message. */
export interface Button {
  Columns: number
  Rows: number
  ActionType: string
  ActionBody: string
  Text: string
  Silent: boolean
}

export interface Keyboard {
  Buttons: Button[]
}

export interface RichMedia extends Keyboard {
  columns: number
  rows: number
}

const GRID = 6
const ACTIONS = ['reply', 'open-url', 'location-picker', 'share-phone', 'none']
const MAX_LABEL = 250
const MAX_CARDS = 6

/** What is wrong with it: badData in the platform's words. */
export class BadButtons extends Error {
  override readonly name = 'BadButtons'
}

export interface ReadButtons<T> {
  value: T
  /** The least api version that has all that is used. */
  needs: number
}

type Source = Record<string, unknown>

export function readKeyboard(source: unknown): ReadButtons<Keyboard> {
  const keyboard = (source ?? {}) as Source
  if (keyboard.Type !== 'keyboard') throw new BadButtons('keyboard.Type')
  const Buttons = readButtons(keyboard.Buttons, { columns: GRID, rows: 2 })
  const needs = Math.max(needsOf(Buttons, keyboard.Buttons), keyboardNeeds(keyboard))
  return { value: { Buttons }, needs }
}

export function readRichMedia(source: unknown): ReadButtons<RichMedia> {
  const media = (source ?? {}) as Source
  if (media.Type !== 'rich_media') throw new BadButtons('rich_media.Type')
  const columns = within(media.ButtonsGroupColumns ?? GRID, 6, 'ButtonsGroupColumns')
  const rows = within(media.ButtonsGroupRows ?? 7, 7, 'ButtonsGroupRows')
  const Buttons = readButtons(media.Buttons, { columns, rows })
  const cells = Buttons.reduce((sum, button) => sum + button.Columns * button.Rows, 0)
  if (cells % (columns * rows) !== 0) throw new BadButtons('buttons must fill whole cards')
  if (cells / (columns * rows) > MAX_CARDS) throw new BadButtons('too many cards')
  return { value: { Buttons, columns, rows }, needs: Math.max(2, needsOf(Buttons, media.Buttons)) }
}

function readButtons(source: unknown, most: { columns: number; rows: number }): Button[] {
  if (!Array.isArray(source) || source.length === 0) throw new BadButtons('Buttons')
  return source.map((one) => readButton((one ?? {}) as Source, most))
}

function readButton(source: Source, most: { columns: number; rows: number }): Button {
  const { ActionType = 'reply', ActionBody = '', Text = '', Silent = false } = source
  if (!ACTIONS.includes(ActionType as string)) throw new BadButtons('ActionType')
  if (typeof ActionBody !== 'string' || (ActionType !== 'none' && ActionBody === ''))
    throw new BadButtons('ActionBody')
  if (ActionType === 'open-url' && !/^(https?|viber|tel):/.test(ActionBody))
    throw new BadButtons('ActionBody is no address')
  if (typeof Text !== 'string' || Text.length > MAX_LABEL) throw new BadButtons('Text')
  return {
    ...{ ActionType: ActionType as string, ActionBody, Text, Silent: Silent === true },
    Columns: within(source.Columns ?? most.columns, most.columns, 'Columns'),
    Rows: within(source.Rows ?? 1, most.rows, 'Rows'),
  }
}

/** Some clients write numbers as text. */
function within(value: unknown, most: number, name: string): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 1 || number > most) throw new BadButtons(name)
  return number
}

function needsOf(buttons: Button[], source: unknown): number {
  const asks = ['share-phone', 'location-picker']
  if ((source as Source[]).some((one) => one.Frame || one.MediaPlayer)) return 6
  return buttons.some(({ ActionType }) => asks.includes(ActionType)) ? 3 : 1
}

function keyboardNeeds(keyboard: Source): number {
  const { InputFieldState = 'regular', ButtonsGroupColumns, ButtonsGroupRows } = keyboard
  if (!['regular', 'minimized', 'hidden'].includes(InputFieldState as string))
    throw new BadButtons('InputFieldState')
  if (InputFieldState !== 'regular' || ButtonsGroupColumns || ButtonsGroupRows) return 4
  return keyboard.CustomDefaultHeight || keyboard.HeightScale ? 3 : 1
}

/** Rows as the phone lays them out: a new one begins where the columns are used up. */
export function layOut({ Buttons }: Keyboard, columns = GRID): Button[][] {
  const rows: Button[][] = []
  let left = 0
  for (const button of Buttons) {
    if (left < button.Columns) {
      rows.push([])
      left = columns
    }
    rows.at(-1)!.push(button)
    left -= button.Columns
  }
  return rows
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' }

/** Labels may carry a few tags; the phone shows what stands between them. */
export function labelOf({ Text, ActionBody }: Button): string {
  const text = Text.replace(/<br\s*\/?>/gi, ' ')
    .replace(/<\/?(b|i|u|font|center)\b[^>]*>/gi, '')
    .replace(/&(lt|gt|amp|quot);/g, (_, name: string) => ENTITIES[name]!)
  return text === '' ? ActionBody : text
}
