/** What a repetition of the whole call may cure: all our calls are idempotent. */
const transientCodes = new Set([
  '40001', // serialization failure, and our own «stale» signal
  '40P01', // deadlock
  '55P03', // lock not available in time
  '25P03', // idle for too long within a transaction: our guard cut a slow moment short
  '57014', // took longer than our guard allows, as under a load that passes
  '53300', // all its connections are taken
  '53100', // its disk is full until somebody makes room
  '57P01', // the server was told to stop
  '57P02',
  '57P03', // it is starting
  '25006', // a standby that has not taken over yet: it only reads
  '08000',
  '08003',
  '08006',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT', // the network swallowed what was sent
  'EAI_AGAIN', // the name server does not answer
  'ENOTFOUND', // the name is not there while its container starts
  'EHOSTUNREACH', // no way there while the network is put together
  'ENOENT', // the socket of a database that is just starting
])

/** Whether a database error may pass by itself. A lost connection during COMMIT is one of them. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  if (typeof code === 'string') return transientCodes.has(code)
  return /Connection terminated|connection timeout|Client has encountered a connection error/i.test(
    error.message,
  )
}
