import type { Message } from '@otklik/protocol'
import { useEffect, useRef, useState } from 'react'
import unseen from '../../ui/unseen.module.css'
import { useWords } from '../../words/index.ts'

/** Tells a screen reader what the customer has just said, and of our own only what failed. */
export function Announcer({ messages }: { messages: readonly Message[] }) {
  const { transcript, list } = useWords()
  const [said, setSaid] = useState('')
  const [failed, setFailed] = useState('')
  const seen = useRef<number>(undefined)
  const last = messages.at(-1)

  useEffect(() => {
    if (!last) return
    const from = seen.current
    seen.current = last.seq
    // What was there when the reader came is not news.
    if (from === undefined || last.seq <= from || last.author.type !== 'contact') return
    const words = last.text || list.content[last.files?.[0]?.kind ?? 'other']
    setSaid(`${transcript.says(last.author.name)} ${words}`)
  }, [last, transcript, list])
  const wasSent = useRef<string>(undefined)
  useEffect(() => {
    if (last?.status === 'queued') wasSent.current = last.id
    if (last?.status === 'failed' && wasSent.current === last.id) setFailed(transcript.ticks.failed)
  }, [last, transcript])

  return (
    <>
      <span className={unseen.text} role="status">
        {said}
      </span>
      <span className={unseen.text} role="alert">
        {failed}
      </span>
    </>
  )
}
