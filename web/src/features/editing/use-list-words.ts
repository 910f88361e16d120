import { useWords } from '../../words/index.ts'
import { listChanges } from './draft.ts'

/** How the items of a list are told apart, and how each is called. */
interface Naming<Item> {
  keyOf?: (item: Item) => string
  nameOf: (item: Item) => string
}

/** «Добавлено: Игорь Сафонов. Убрано: Дмитрий Орлов»; a list that is as it was is told in full. */
export function useListWords() {
  const { editing: words } = useWords()
  return <Item>(
    { before, now }: { before: readonly Item[]; now: readonly Item[] },
    { nameOf, keyOf = nameOf }: Naming<Item>,
  ): string => {
    const list = (items: readonly Item[]) => items.map(nameOf).filter(Boolean).join(', ')
    const { added, removed, isReordered } = listChanges(before, now, keyOf)
    const told = [
      added.length > 0 ? words.added(list(added)) : '',
      removed.length > 0 ? words.removed(list(removed)) : '',
      isReordered ? words.order(list(now)) : '',
    ].filter(Boolean)
    return told.length > 0 ? told.join('. ') : list(now)
  }
}
