/**
 * A Chromium for one run of the tests, as the cluster beside it: it lives until its stdin closes.
 * Prints the address and waits.
 */
import { serveBrowser } from '../../e2e/src/kit/browser.ts'

const server = await serveBrowser()
console.log(server.wsEndpoint())

process.stdin.resume().once('close', async () => {
  await server.close()
})
