import { Avatar } from '../../ui/avatar.tsx'
import { useWords } from '../../words/index.ts'
import { useFeedState, useHints } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import styles from './viewers.module.css'

/** Colleagues who have this conversation open right now. */
export function Viewers({ conversationId }: { conversationId: string }) {
  const { conversation } = useWords()
  const me = useSession().operator.id
  const viewing = useHints((hints) => hints.viewing.get(conversationId))
  const operators = useFeedState((state) => state.operators)
  const others = (viewing ?? []).filter((id) => id !== me).flatMap((id) => operators.get(id) ?? [])
  const names = others.map(({ name }) => name)
  const [first] = names
  if (!first) return null
  const title =
    names.length > 1 ? conversation.viewingMany(names.join(', ')) : conversation.viewing(first)
  return (
    <span className={styles.viewers} title={title} role="img" aria-label={title}>
      <Avatar name={first} size="xs" />
      {names.length > 1 ? <span>+{names.length - 1}</span> : null}
      <span className={styles.word}>{conversation.looks}</span>
    </span>
  )
}
