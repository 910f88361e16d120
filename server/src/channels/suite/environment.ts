import type { Fetch } from '../../lib/platform-fetch.ts'
import type { Environment, Identity, Memory } from '../contract.ts'

/** What a connection is given, with a memory that lasts as long as the test. */
export function testEnvironment(
  apiUrl: string,
  given: { identity?: Identity; memory?: Memory; fetch?: Fetch } = {},
): Environment {
  let memory: Memory = given.memory ?? {}
  return {
    fetch: given.fetch ?? fetch,
    apiUrl,
    ...(given.identity && { identity: given.identity }),
    get memory() {
      return memory
    },
    async remember(changes) {
      // What is kept is JSON: anything else would be lost on the way.
      memory = JSON.parse(JSON.stringify({ ...memory, ...changes })) as Memory
    },
  }
}
