import { useFormats } from '../../words/index.ts'
import { useServerTime } from '../feed/index.ts'

interface AgeProps {
  at: string
  /** What is said of it: «40 с назад». */
  say: (age: string) => string
}

/** Steps by itself; the exact moment is in its title. */
export function Age({ at, say }: AgeProps) {
  const formats = useFormats()
  const age = useServerTime((now) => formats.duration(now - Date.parse(at)))
  return (
    <time dateTime={at} title={formats.fullMoment(new Date(at))}>
      {say(age)}
    </time>
  )
}
