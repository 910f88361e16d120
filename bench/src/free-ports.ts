import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'

/** Ports nobody listens on, all different: they are held together and let go together. */
export async function freePorts(count: number): Promise<number[]> {
  const held = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1')
      await once(server, 'listening')
      return server
    }),
  )
  const ports = held.map((server) => (server.address() as AddressInfo).port)
  for (const server of held) server.close()
  return ports
}
