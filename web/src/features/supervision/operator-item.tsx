import { Menu } from '@mantine/core'
import type { OperatorStatus } from '@otklik/protocol'

import { ApiFailure } from '../../api/failure.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useFormats, useWords } from '../../words/index.ts'
import { useSupervisionWords } from '../../words/supervision-words.ts'
import { useFeed } from '../feed/index.ts'
import { askForHandover } from '../handover/asked.ts'
import { StatusMark, statuses } from '../presence/index.ts'
import { setStatus } from './api/set-status.ts'
import type { OperatorLine } from './board-rows.ts'
import styles from './operator-board.module.css'

interface OperatorItemProps {
  line: OperatorLine
  now: number
  saidAt: string | undefined
  onShow: () => void
}

/** As many bars as there are places; more of them than fit are no picture any more. */
const MOST_BARS = 12
const MINUTE_MS = 60_000

export function OperatorItem({ line, now, saidAt, onShow }: OperatorItemProps) {
  const { operators: words } = useSupervisionWords()
  const formats = useFormats()
  const { operator, load, overdue } = line
  const saidWhen = (silentMs: number) =>
    silentMs < MINUTE_MS ? words.justSaid : words.lastSaid(formats.duration(silentMs))
  const [taken, places] = [formats.number(load), formats.number(operator.capacity)]
  const since = operator.statusSince
    ? words.since(formats.duration(Math.max(0, now - Date.parse(operator.statusSince))))
    : ''
  const said = saidAt ? saidWhen(now - Date.parse(saidAt)) : ''
  const isFull = operator.status === 'online' && load >= operator.capacity
  return (
    <li className={styles.item}>
      <Avatar name={operator.name} size="md">
        <StatusMark status={operator.status} corner="large" />
      </Avatar>
      <div className={styles.words}>
        <span className={styles.name} title={operator.name}>
          {operator.name}
        </span>
        <span className={styles.load} title={words.loadSpoken(taken, places)}>
          {words.load(taken, places)}
        </span>
        <Places load={load} capacity={operator.capacity} />
        {overdue > 0 ? (
          <span className={styles.overdue}>{words.overdue(overdue)}</span>
        ) : (
          <span className={styles.end} title={isFull ? undefined : words.sinceTitle}>
            {isFull ? words.full : since}
          </span>
        )}
        <span className={styles.said} title={words.lastSaidTitle}>
          {said}
        </span>
        {overdue > 0 || isFull ? (
          <span className={styles.end} title={words.sinceTitle}>
            {since}
          </span>
        ) : null}
      </div>
      <OperatorMenu line={line} onShow={onShow} />
    </li>
  )
}

function Places({ load, capacity }: { load: number; capacity: number }) {
  const count = Math.min(Math.max(capacity, 1), MOST_BARS)
  const taken = Math.min(count, Math.round((load / Math.max(capacity, 1)) * count))
  return (
    <span className={styles.places} data-full={load >= capacity || undefined} aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place is nothing but its number
        <span key={index} className={styles.place} data-taken={index < taken || undefined} />
      ))}
    </span>
  )
}

function OperatorMenu({ line, onShow }: { line: OperatorLine; onShow: () => void }) {
  const { operators: words } = useSupervisionWords()
  const { presence } = useWords()
  const feed = useFeed()
  const { operator, held } = line
  const choose = (status: OperatorStatus) => {
    setStatus(operator.id, status).then(
      (changed) => feed.learnOperator(changed),
      (failure: unknown) => {
        if (failure instanceof ApiFailure) showToast({ text: failure.message })
      },
    )
  }
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <IconButton icon="dots" label={words.menu(operator.name)} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={held === 0} onClick={onShow}>
          {held === 0 ? words.show : words.showCount(held)}
        </Menu.Item>
        <Menu.Item disabled={held === 0} onClick={() => askForHandover(operator.id)}>
          {words.handOver}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{words.status}</Menu.Label>
        {statuses.map((status) => (
          <Menu.Item
            key={status}
            leftSection={<StatusMark status={status} isNamed />}
            onClick={() => choose(status)}
          >
            {presence.statuses[status]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
