import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ProgramQuestion } from '@otklik/protocol/settings'

import { atEnd } from './at-end.ts'
import { until } from './until.ts'

export interface Asked {
  headers: IncomingHttpHeaders
  body: string
  question: ProgramQuestion
}

type Answer = (question: ProgramQuestion, response: ServerResponse) => void

/** Somebody's program that is a bot: says what a test tells it to. Probes are answered by itself. */
export interface TestProgram {
  url: string
  asked: Asked[]
  pings: number
  answer: Answer
  /** What it was asked about this customer, once it was. */
  askedAbout(name: string): Promise<Asked>
}

export const says = (...actions: object[]): Answer => {
  return (_question, response) => void response.end(JSON.stringify({ actions }))
}

export async function openProgram(): Promise<TestProgram> {
  const program: TestProgram = {
    url: '',
    asked: [],
    pings: 0,
    answer: says(),
    askedAbout: (name) =>
      until(
        () =>
          program.asked.findLast(
            ({ question }) => question.data.conversation.contact.name === name,
          ),
        `a question about ${name}`,
      ),
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString('utf8')
    const question = JSON.parse(body) as ProgramQuestion | { type: 'bot.ping' }
    if (question.type === 'bot.ping') {
      program.pings++
      response.writeHead(204).end()
      return
    }
    program.asked.push({ headers: request.headers, body, question })
    program.answer(question, response)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  program.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/bot`
  atEnd(async () => {
    server.closeAllConnections()
    server.close()
  })
  return program
}
