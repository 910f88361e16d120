import { openStories } from './open-stories.ts'
import { pastStories } from './past-stories.ts'
import type { Step, Story } from './story.ts'

type Subject = [
  topic: string,
  team: string | undefined,
  question: string,
  answer: string,
  end: string,
]

/** What a furniture shop is asked every day. */
const subjects: readonly Subject[] = [
  ['Наличие', undefined, 'Комод «Фломма» есть на складе?', 'Есть четыре штуки, белые', 'Спасибо'],
  [
    'Доставка',
    'Доставка',
    'Когда привезут заказ?',
    'Машина будет у вас завтра с 12 до 16',
    'Хорошо, буду дома',
  ],
  ['Сборка', 'Доставка', 'Сборка входит в цену?', 'Отдельно, 7 % от заказа', 'Понятно'],
  [
    'Возврат денег',
    'Возвраты и рекламации',
    'Как вернуть лишнюю полку?',
    'Привезите с чеком в течение 14 дней, деньги вернём сразу',
    'Спасибо, приеду',
  ],
  ['Оплата и документы', undefined, 'Можно оплатить по QR?', 'Да, при получении', 'Отлично'],
  [
    'Замер и подбор',
    'Продажи',
    'Нужен шкаф в нишу 184 см',
    'Подойдёт «Рюген» 180, запишу вас на замер',
    'Давайте в среду',
  ],
  [
    'Гарантия',
    'Возвраты и рекламации',
    'Разболталась ножка стола',
    'Мастер приедет бесплатно, запишу на субботу',
    'Жду',
  ],
  ['Наличие', 'Продажи', 'Подушки к «Осло» продаёте?', 'Да, пять цветов', 'Беру две синие'],
  ['Опт', 'Продажи', 'Нужны 8 столов в офис', 'Посчитаю со скидкой и пришлю', 'Ждём'],
]

const days = 13
const perDay = [3, 2, 2, 3, 2, 2, 3]
const people = ['Анна', 'Дмитрий', 'Елена', 'Тимур'] as const
const handsOver = 'Игорь'
/** Minutes until somebody takes it, and until the customer thanks. */
const waits = [1, 3, 2, 6, 1, 9, 2, 4, 14]
const pauses = [6, 12, 4, 25, 9]
/** What customers think of it; most say nothing. */
const marks = [5, undefined, 5, 4, undefined, 5, 3, undefined, 5, 2] as const

/** Who asked once asks again; those who are in the middle of something now do not. */
const regulars = pastStories.filter(
  ({ messenger, person }, index, all) =>
    !openStories.some((open) => open.messenger === messenger && open.person === person) &&
    all.findIndex((other) => other.messenger === messenger && other.person === person) === index,
)

const turn = <Item>(list: readonly Item[], index: number): Item => list[index % list.length]!

/** The ordinary days of two weeks, so that a report has something to tell. */
export const routineStories: readonly Story[] = Array.from({ length: days }, (_, ago) =>
  Array.from({ length: turn(perDay, ago) }, (_, place) => ({ daysAgo: ago + 1, place })),
)
  .flat()
  .map(({ daysAgo, place }, index) => aStory(index, daysAgo, place))

function aStory(index: number, daysAgo: number, place: number): Story {
  const { messenger, person, name, began } = turn(regulars, index + 9)
  const [topic, team, question, answer, end] = turn(subjects, index * 5)
  const who = turn(people, index + place)
  // One mark a day is all a customer is asked for.
  const isFree = !('daysAgo' in began) || Math.abs(began.daysAgo - daysAgo) > 1
  const mark = isFree ? turn(marks, index) : undefined
  const given: Step[] = team ? [{ after: 1, who: handsOver, gives: team }] : []
  const rated: Step[] = mark ? [{ after: 4, rates: mark }] : []
  return {
    id: `routine-${index}`,
    ...{ messenger, person, name },
    began: { daysAgo, hour: 9 + ((place * 3 + daysAgo) % 10), minute: (index * 17) % 60 },
    steps: [
      { after: 0, says: question },
      ...given,
      { after: turn(waits, index), who, does: 'takes' },
      { after: 1 + (index % 3), who, answers: answer },
      { after: turn(pauses, index), says: end },
      { after: 1, who, labels: { topic } },
      { after: 2, who, does: 'closes' },
      ...rated,
    ],
  }
}
