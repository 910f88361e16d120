import { type ChildProcess, spawn, spawnSync } from 'node:child_process'

import { freePorts } from './free-ports.ts'

/** A cluster of NATS on this machine. */
export interface NatsNodes {
  /** As `NATS_URL` has it. */
  url: string
  kill(at: number): void
  stop(): void
}

/** Why there can be none here; undefined where there can. */
export const lacksNats = (): string | undefined =>
  spawnSync('nats-server', ['--version']).status === 0
    ? undefined
    : 'there is no nats-server in PATH'

export async function openNats(count: number): Promise<NatsNodes> {
  const ports = await freePorts(count * 2)
  const urls = ports.map((port) => `nats://127.0.0.1:${port}`)
  const [clients, routes] = [urls.slice(0, count), urls.slice(count)]
  const nodes: ChildProcess[] = routes.map((route, at) => {
    const place = ['-a', '127.0.0.1', '-p', String(ports[at]), '-n', `node-${at}`]
    const cluster = ['--cluster_name', 'otklik', '--cluster', route, '--routes', routes.join()]
    return spawn('nats-server', [...place, ...cluster], { stdio: 'ignore' })
  })
  const stop = () => {
    for (const node of nodes) node.kill('SIGKILL')
  }
  process.once('exit', stop)
  return { url: clients.join(), kill: (at) => void nodes[at]?.kill('SIGKILL'), stop }
}
