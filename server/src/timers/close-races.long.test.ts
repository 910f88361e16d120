process.env.RACES = '1000'
await import('./close-races.test.ts')
