import { Modal } from '@mantine/core'
import type { Conversation } from '@otklik/protocol'
import { useMemo, useState } from 'react'

import { TickBox } from '../../ui/tick-box.tsx'
import { useFocusBack } from '../../ui/use-focus-back.ts'
import { useFormats } from '../../words/index.ts'
import { useSupervisionWords } from '../../words/supervision-words.ts'
import { serverClock, useFeedState } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import { GiveForm } from './give-form.tsx'
import styles from './handover.module.css'
import { handoverGroups, heldBy } from './handover-rows.ts'

interface HandoverDialogProps {
  operatorId: string
  onClose: () => void
}

/** «Передать смену»: what a leaving colleague holds goes to somebody who stays (REQ-23). */
export function HandoverDialog({ operatorId, onClose }: HandoverDialogProps) {
  const { handover: words } = useSupervisionWords()
  const isOwn = useSession().operator.id === operatorId
  const name = useFeedState((state) => state.operators.get(operatorId)?.name ?? '')
  const conversations = useFeedState((state) => state.conversations)
  const held = useMemo(
    () => heldBy(conversations.values(), operatorId),
    [conversations, operatorId],
  )
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  useFocusBack()
  const chosen = held.filter(({ id }) => !left.has(id))
  const toggle = (id: string, isChosen: boolean) => {
    const next = new Set(left)
    if (isChosen) next.delete(id)
    else next.add(id)
    setLeft(next)
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={isOwn ? words.title : words.titleOf(name)}
      size={440}
      withCloseButton={false}
    >
      {held.length === 0 ? (
        <p className={styles.help}>{words.nothing}</p>
      ) : (
        <>
          <p className={styles.offer}>
            {isOwn ? words.offer(held.length) : words.others(name, held.length)}
          </p>
          <div className={styles.groups}>
            {handoverGroups(held).map((group) => (
              <section key={group.name}>
                <h3 className={styles.heading}>{words.groups[group.name]}</h3>
                {group.conversations.map((each) => (
                  <Row
                    key={each.id}
                    conversation={each}
                    isChosen={!left.has(each.id)}
                    onChoose={(isChosen) => toggle(each.id, isChosen)}
                  />
                ))}
              </section>
            ))}
          </div>
        </>
      )}
      <GiveForm conversations={chosen} leavingId={operatorId} onDone={onClose} onCancel={onClose} />
    </Modal>
  )
}

interface RowProps {
  conversation: Conversation
  isChosen: boolean
  onChoose: (isChosen: boolean) => void
}

function Row({ conversation, isChosen, onChoose }: RowProps) {
  const { handover: words } = useSupervisionWords()
  const formats = useFormats()
  const { contact, snoozedUntil, heldSince, waitingSince, owes } = conversation
  const now = serverClock.now()
  const until = snoozedUntil && formats.soon(new Date(snoozedUntil), new Date(now))
  const waits = owes === 'us' && waitingSince && formats.duration(now - Date.parse(waitingSince))
  const help = until ? words.until(until) : heldSince ? words.resumes : waits || ''
  return (
    <TickBox label={contact.name} {...(help && { help })} checked={isChosen} onChange={onChoose} />
  )
}
