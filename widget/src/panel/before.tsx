import { useState } from 'preact/hooks'

import { words } from './config.ts'
import { change, type Panel } from './store.ts'

type Field = Panel['look']['preChat'][number]
type Typed = Partial<Record<Field['field'], string>>

const modes = { name: 'text', phone: 'tel', email: 'email' } as const
const complete = { name: 'name', phone: 'tel', email: 'email' } as const

/** What the company wants to know, and to be allowed, before the first word. */
export function Before({ fields, look }: { fields: readonly Field[]; look: Panel['look'] }) {
  const [typed, setTyped] = useState<Typed>({})
  const [isAgreed, setAgreed] = useState(false)
  const [isTried, setTried] = useState(false)
  const problems: Record<string, string | undefined> = isTried ? findProblems(fields, typed) : {}
  const begin = () => {
    setTried(true)
    const isWrong = Object.keys(findProblems(fields, typed)).length > 0
    if (isWrong || (look.consent && !isAgreed)) return
    change({ answer: typed, isKnown: true, hasConsented: Boolean(look.consent) })
  }
  return (
    <form
      class="before"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        begin()
      }}
    >
      {fields.length > 0 ? <h2>{words.form}</h2> : null}
      {fields.map(({ field, isRequired }) => (
        <label key={field}>
          <span>
            {words[field]}
            {isRequired ? '' : ` (${words.optional})`}
          </span>
          <input
            inputMode={modes[field]}
            autoComplete={complete[field]}
            value={typed[field] ?? ''}
            maxLength={field === 'phone' ? 40 : 100}
            aria-required={isRequired}
            aria-invalid={Boolean(problems[field])}
            aria-describedby={`${field}-problem`}
            onInput={({ currentTarget }) => setTyped({ ...typed, [field]: currentTarget.value })}
          />
          <span id={`${field}-problem`} class="problem" role="alert">
            {problems[field]}
          </span>
        </label>
      ))}
      {look.consent ? (
        <label class="agree">
          <input
            type="checkbox"
            checked={isAgreed}
            aria-describedby="agree-problem"
            onChange={({ currentTarget }) => setAgreed(currentTarget.checked)}
          />
          <span>
            {look.consent}{' '}
            {look.consentUrl ? (
              <a href={look.consentUrl} target="_blank" rel="noopener noreferrer">
                {words.policy}
              </a>
            ) : null}
          </span>
          <span id="agree-problem" class="problem" role="alert">
            {isTried && !isAgreed ? words.consentNeeded : ''}
          </span>
        </label>
      ) : null}
      <button type="submit" class="wide">
        {words.begin}
      </button>
    </form>
  )
}

function findProblems(fields: readonly Field[], typed: Typed): Record<string, string> {
  const problems = fields.flatMap(({ field, isRequired }): [string, string][] => {
    const text = typed[field]?.trim() ?? ''
    if (!text) return isRequired ? [[field, words.required ?? '']] : []
    if (field === 'phone' && text.replace(/\D/g, '').length < 10) {
      return [[field, words.wrongPhone ?? '']]
    }
    if (field === 'email' && !/^\S+@\S+\.\S+$/.test(text)) return [[field, words.wrongEmail ?? '']]
    return []
  })
  return Object.fromEntries(problems)
}
