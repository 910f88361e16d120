import type { Amending, OutboundMessage, PartContent } from '../contract.ts'
import { cutText } from '../kit/cut-text.ts'

/** Ours to say; as long as what a visitor may write. */
export const MAX_TEXT = 4000

/**
 * Visitors are shown our messages as they are stored. A part stands for the moment when one of them
 * is handed over, which here cannot fail; a text that is too long is several, as everywhere.
 */
export function render({ text, files, buttons }: OutboundMessage): PartContent[] {
  const [first = '', ...more] = cutText(text, MAX_TEXT)
  const fileIds = files.map(({ id }) => id)
  const contents: PartContent[] = [
    part('message', { text: first }, fileIds),
    ...more.map((piece) => part('message', { text: piece })),
  ]
  const last = contents.at(-1)
  if (buttons && last) Object.assign(last.payload, { buttons })
  return contents
}

/** What is changed or taken back is so at once on the visitor's screen. */
export const amending: Amending = {
  renderEdit: ({ text }) => (text === undefined ? [] : [part('edit', { text })]),
  renderDeletion: ({ ids }) => [part('deletion', { ids: [...ids] })],
  renderAcknowledgement: (token) => [part('acknowledgement', { token })],
}

function part(
  kind: PartContent['kind'],
  payload: Record<string, unknown>,
  fileIds: string[] = [],
): PartContent {
  return { kind, method: 'show', payload, fileIds }
}
