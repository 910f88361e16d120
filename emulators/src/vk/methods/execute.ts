import { ApiError } from '../api-error.ts'
import { Params } from '../params.ts'
import { ANY, type Call, checkRights, type Method } from './call.ts'

const MAX_CALLS = 25

/** Stands beside `execute_errors`, where others have an answer alone. */
export class SeveralAnswers {
  readonly body: { response: unknown[]; execute_errors?: object[] }

  constructor(response: unknown[], errors: object[]) {
    this.body = { response, ...(errors.length > 0 && { execute_errors: errors }) }
  }
}

/** Of the platform's little language a list of calls: `return [API.users.get({"user_ids":1})];` */
export function executing(find: (name: string) => Method | undefined): Method {
  return { name: 'execute', kinds: ANY, run: (call) => execute(call, find) }
}

async function execute(call: Call, find: (name: string) => Method | undefined) {
  const calls = readCalls(call.params.text('code'))
  if (calls.length > MAX_CALLS) throw new ApiError(13, 'too many api calls')
  const answers: unknown[] = []
  const errors: object[] = []
  for (const { name, params } of calls) {
    try {
      const method = find(name)
      if (!method || method.name === 'execute') throw new ApiError(3)
      checkRights(method, call.token)
      answers.push(await method.run({ ...call, method: name.toLowerCase(), params }))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      answers.push(false)
      errors.push({ method: name, error_code: error.code, error_msg: error.message })
    }
  }
  return new SeveralAnswers(answers, errors)
}

interface Inner {
  name: string
  params: Params
}

function readCalls(code: string): Inner[] {
  const [, list] = /^\s*return\s*\[(.*)\]\s*;?\s*$/s.exec(code) ?? []
  if (list === undefined) throw new ApiError(12)
  const one = /\s*API\.([A-Za-z.]+)\((\{[^{}]*\})?\)\s*(,|$)/y
  const calls: Inner[] = []
  while (one.lastIndex < list.length) {
    const found = one.exec(list)
    if (!found) throw new ApiError(12)
    calls.push({ name: found[1] ?? '', params: readParams(found[2] ?? '{}') })
  }
  return calls
}

function readParams(text: string): Params {
  const params = new Params()
  try {
    for (const [name, value] of Object.entries(JSON.parse(text))) params.set(name, String(value))
  } catch {
    throw new ApiError(12)
  }
  return params
}
