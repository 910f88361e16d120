import { useQuery } from '@tanstack/react-query'

import { useFormats, useWords } from '../../words/index.ts'
import { useSupervisionWords } from '../../words/supervision-words.ts'
import { listActivity } from './api/list-activity.ts'
import type { operatorLines } from './board-rows.ts'
import styles from './operator-board.module.css'
import { OperatorItem } from './operator-item.tsx'
import type { useShow } from './use-board.ts'

interface OperatorBoardProps {
  groups: ReturnType<typeof operatorLines>
  now: number
  show: ReturnType<typeof useShow>
}

/** Who said what when is asked for now and then: the feed does not tell it of closed conversations. */
const ASK_EVERY_MS = 30_000

/** People by status: their load, for how long, and what they hold. */
export function OperatorBoard({ groups, now, show }: OperatorBoardProps) {
  const { operators: words } = useSupervisionWords()
  const { presence } = useWords()
  const formats = useFormats()
  const { data: activity } = useQuery({
    queryKey: ['operator-activity'],
    queryFn: ({ signal }) => listActivity(signal),
    refetchInterval: ASK_EVERY_MS,
  })
  const saidAt = new Map(activity?.map((each) => [each.operatorId, each.lastActivityAt]))
  const onLine = groups.find(({ status }) => status === 'online')?.lines ?? []
  const free = onLine.reduce(
    (sum, { operator, load }) => sum + Math.max(0, operator.capacity - load),
    0,
  )
  return (
    <aside id="people" tabIndex={-1} className={styles.board} aria-label={words.title}>
      <header className={styles.head}>
        <h2 className={styles.title}>{words.title}</h2>
        <span className={styles.free}>{words.free(free)}</span>
      </header>
      <div className={styles.scroll}>
        {groups.length === 0 ? <p className={styles.nobody}>{words.nobody}</p> : null}
        {groups.map(({ status, lines }) => (
          <section key={status} aria-label={presence.statuses[status]}>
            <h3 className={styles.status}>
              {presence.statuses[status]} · {formats.number(lines.length)}
            </h3>
            <ul className={styles.list}>
              {lines.map((line) => (
                <OperatorItem
                  key={line.operator.id}
                  line={line}
                  now={now}
                  saidAt={saidAt.get(line.operator.id)}
                  onShow={() => show({ operator: line.operator.id, list: undefined })}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </aside>
  )
}
