import { type JsonSchema, makeExample } from './make-example.ts'
import { writtenExamples } from './written-examples.ts'

interface Media {
  schema?: JsonSchema
  example?: unknown
}
interface Operation {
  tags?: string[]
  requestBody?: { content?: Record<string, Media> }
  responses?: Record<string, { content?: Record<string, Media> }>
}
interface Described {
  paths?: Record<string, Record<string, Operation>>
}

/** The description with an example at everything that is taken, and at everything that is answered. */
export function withExamples<D extends object>(document: D): D {
  const { paths = {} } = document as Described
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const { requestBody, responses = {}, tags: [tag = ''] = [] } = operation
      const { default: _refusals, ...answers } = responses
      const written = writtenExamples[`${method.toUpperCase()} ${path}`]
      for (const each of mediaOf(requestBody)) each.example ??= written ?? make(each, tag)
      for (const each of Object.values(answers).flatMap(mediaOf)) each.example ??= make(each, tag)
    }
  }
  return document
}

const mediaOf = (of: Operation['requestBody']) => Object.values(of?.content ?? {})

const make = ({ schema = {} }: Media, tag: string) => makeExample(schema, { name: '', of: tag })
