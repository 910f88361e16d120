import type { Database } from '../../database/index.ts'
import { InvalidFieldsError } from '../../http/index.ts'
import { createLabel } from '../../labels/index.ts'
import { type Hints, hintSettings } from '../../lib/hints.ts'

const topics = [
  ...['Доставка', 'Опоздание доставки', 'Сборка', 'Возврат денег', 'Гарантия'],
  ...['Оплата и документы', 'Замер и подбор', 'Наличие', 'Опт'],
]
const tags = ['компенсация', 'без лифта', 'рассрочка', 'опт', 'кухня']

/** What the shop's conversations are about; what has been made already stays. */
export async function makeLabels(
  { database, hints }: { database: Database; hints: Hints },
  { accountId }: { accountId: string },
): Promise<void> {
  const wanted = [
    ...topics.map((name) => ({ kind: 'topic' as const, name })),
    ...tags.map((name) => ({ kind: 'tag' as const, name })),
  ]
  for (const label of wanted) {
    try {
      await database.transaction((client) => createLabel(client, { accountId }, label))
    } catch (error) {
      // It is there: a start before this one came so far.
      if (!(error instanceof InvalidFieldsError)) throw error
    }
  }
  hintSettings(hints, accountId)
}
