import { useFormats } from '../../words/index.ts'
import { useQualityWords } from '../../words/quality-words.ts'
import { useFeedState } from '../feed/index.ts'

/** How people, results and marks are written on these pages. */
export function useNames() {
  const words = useQualityWords()
  const formats = useFormats()
  const operators = useFeedState((state) => state.operators)
  return {
    words,
    formats,
    operator: (id: string | undefined) => operators.get(id ?? '')?.name ?? words.nobody,
    percent: (value: number) => words.percent(formats.number(value)),
    about: ({ contactName, number }: { contactName: string; number: number }) =>
      words.of(contactName, String(number)),
    mark: ({ scale, score }: { scale: 'thumbs' | 'stars'; score: number }) =>
      scale === 'stars' ? String(score) : score === 5 ? '👍' : '👎',
    moment: (at: string) => formats.moment(new Date(at)),
    day: (day: string) => formats.moment(new Date(`${day}T00:00`)).split(',')[0] ?? day,
  }
}
