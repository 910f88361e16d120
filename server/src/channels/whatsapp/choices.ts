import type { Button, ButtonLooks, ButtonRows } from '@otklik/protocol'

/** https://developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-reply-buttons-messages */
const MAX_REPLIES = 3
const MAX_REPLY_LABEL = 20
const MAX_REPLY_VALUE = 256
/** …/interactive-list-messages */
const MAX_ROWS = 10
const MAX_ROW_LABEL = 24
const MAX_ROW_VALUE = 200

const looks: ButtonLooks['inline'] = [
  { as: 'replies', max: MAX_REPLIES, maxLabelLength: MAX_REPLY_LABEL },
  { as: 'list', max: MAX_ROWS, maxLabelLength: MAX_ROW_LABEL },
  { as: 'lines' },
]
export const buttons: ButtonLooks = { inline: looks, keyboard: looks }

export interface Choice {
  value: string
  label: string
}

/** How what can be chosen is shown: as buttons, as a list that opens, or as lines of the text. */
export interface Choices {
  as: 'replies' | 'list' | 'lines'
  choices: Choice[]
  /** What goes below the text instead, one line each. */
  lines: string[]
}

/**
 * There are no buttons that lead somewhere: such a one is a line with its address. What is too many
 * or too long for a button is a line with a number, which a person can type.
 */
export function toChoices(buttons: ButtonRows | undefined): Choices {
  const all = (buttons?.rows ?? []).flat().filter(({ label }) => label.trim() !== '')
  const links = all.filter(({ url }) => url !== undefined).map(linkLine)
  const choices = all.filter(({ url }) => url === undefined).map(toChoice)
  if (fits(choices, MAX_REPLIES, MAX_REPLY_LABEL, MAX_REPLY_VALUE)) {
    return { as: 'replies', choices, lines: links }
  }
  if (fits(choices, MAX_ROWS, MAX_ROW_LABEL, MAX_ROW_VALUE)) {
    return { as: 'list', choices, lines: links }
  }
  const numbered = choices.map(({ label }, index) => `${index + 1}. ${label}`)
  return { as: 'lines', choices: [], lines: [...numbered, ...links] }
}

const toChoice = ({ label, value }: Button): Choice => ({
  label: label.trim(),
  value: (value || label).trim(),
})

const linkLine = ({ label, url }: Button): string => `${label.trim()}: ${url}`

/** Two that are called the same would be refused, and the message with them. */
function fits(
  choices: readonly Choice[],
  most: number,
  maxLabel: number,
  maxValue: number,
): boolean {
  const labels = new Set(choices.map(({ label }) => label))
  const values = new Set(choices.map(({ value }) => value))
  return (
    choices.length <= most &&
    labels.size === choices.length &&
    values.size === choices.length &&
    choices.every(({ label, value }) => label.length <= maxLabel && value.length <= maxValue)
  )
}
