process.env.ROUNDS = '1000'
await import('./taking.test.ts')
