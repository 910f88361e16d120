import { readConfig } from './config.ts'
import { startEmulators } from './index.ts'

const config = readConfig(process.env)
const emulators = await startEmulators(config)
console.log(`Sandbox on ${emulators.url}`)

let isStopping = false

async function stop(): Promise<void> {
  if (isStopping) return
  isStopping = true
  await emulators.close()
  process.exit(0)
}

process.on('SIGTERM', stop)
process.on('SIGINT', stop)
// A server that is killed cannot stop its children; its end of the pipe closes all the same.
if (config.isChild) process.stdin.resume().on('close', stop).on('end', stop)
