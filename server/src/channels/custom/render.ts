import type { Amendment, OutboundMessage, PartContent } from '../contract.ts'
import { cutText } from '../kit/cut-text.ts'
import { present } from '../kit/present.ts'

export const MAX_TEXT = 20_000

/** Everything in one call: the application shows it as it likes. */
export function render({ text, format, files, buttons, replyTo }: OutboundMessage): PartContent[] {
  const pieces = cutText(text, MAX_TEXT)
  const texts = pieces.length > 0 ? pieces : ['']
  return texts.map((piece, index) => {
    const isLast = index === texts.length - 1
    return {
      kind: 'message',
      method: 'message',
      payload: {
        text: piece,
        // Spans count from the beginning of a text that was not cut.
        ...present({ format: texts.length === 1 ? format : undefined }),
        ...present({ buttons: isLast ? buttons : undefined }),
        ...present({ replyTo: index === 0 && replyTo ? { id: replyTo } : undefined }),
      },
      fileIds: index === 0 ? files.map(({ id }) => id) : [],
    }
  })
}

export function renderEdit({ ids, text, format, buttons }: Amendment): PartContent[] {
  const payload = { ids, ...present({ text, format, buttons }) }
  return [{ kind: 'edit', method: 'edit', payload, fileIds: [] }]
}

export function renderDeletion({ ids }: Amendment): PartContent[] {
  return [{ kind: 'deletion', method: 'deletion', payload: { ids }, fileIds: [] }]
}
