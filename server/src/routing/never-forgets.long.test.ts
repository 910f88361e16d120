process.env.RACES = '5000'
await import('./never-forgets.test.ts')
