import { connect } from 'node:tls'

const PATIENCE_MS = 3000

/**
 * When the certificate ends that is shown at an https address, which is one of the environment's and
 * nobody else's. Only looked at: nothing is sent there, so one that is over, or that nobody vouches
 * for, is as good as any. Nothing where nobody answers.
 */
export function lookAtCertificate(address: string): Promise<Date | undefined> {
  const { hostname, port } = new URL(address)
  const host = hostname.replace(/^\[|\]$/g, '')
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port: Number(port || 443),
      ...(/[a-z]/i.test(host) && !host.includes(':') && { servername: host }),
      rejectUnauthorized: false,
    })
    const end = (endsAt?: Date) => {
      socket.destroy()
      resolve(endsAt)
    }
    socket.setTimeout(PATIENCE_MS, () => end())
    socket.on('error', () => end())
    socket.on('secureConnect', () => {
      const endsAt = new Date(socket.getPeerCertificate().valid_to)
      end(Number.isNaN(endsAt.getTime()) ? undefined : endsAt)
    })
  })
}
