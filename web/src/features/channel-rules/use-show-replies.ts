import { useFormats, useWords } from '../../words/index.ts'
import { type Show, useListWords } from '../editing/index.ts'
import { type ReplyDraft, repliesRequest } from './replies-draft.ts'

export interface RepliesForm {
  replies: ReplyDraft[]
}

/** How a conflict reads a list of replies: which came and went, each with its delay. */
export function useShowReplies(): Show<RepliesForm> {
  const { channelRules: words } = useWords()
  const formats = useFormats()
  const sayList = useListWords()
  const nameOf = (reply: ReplyDraft) => {
    const delayS = repliesRequest([reply])[0]?.delayS
    const text = reply.text.trim()
    if (typeof delayS !== 'number') return text
    const after = delayS > 0 ? words.after(formats.duration(delayS * 1000)) : words.atOnce
    return `${after}: ${text}`
  }
  return (_, now, { before }) => sayList({ before, now }, { nameOf })
}
