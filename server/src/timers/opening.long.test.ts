process.env.WAITING = '5000'
process.env.AT_OPENING = '2000'
await import('./opening.test.ts')
