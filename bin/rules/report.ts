import type { Problem } from './source.ts'

export function report(problems: Problem[]): void {
  for (const { path, sentence } of problems) console.error(`${path}: ${sentence}`)
  if (problems.length > 0) process.exitCode = 1
}
