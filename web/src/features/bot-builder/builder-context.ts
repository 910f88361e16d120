import { createContext, use } from 'react'

import type { ProblemsByStep, WrongFields } from './problems.ts'
import type { Drawing } from './use-drawing.ts'
import type { StepWords } from './use-step-words.ts'

export type BuilderViewName = 'canvas' | 'list'

/** What all parts of the builder look at. */
export interface Builder {
  botId: string
  drawing: Drawing
  words: StepWords
  problems: ProblemsByStep
  /** What could not be saved, by step. */
  wrong: ReadonlyMap<string, WrongFields>
  /** The step that the bot waits in, while it is tried out. */
  currentId: string | undefined
  /** Says aloud what has happened and is not in the focus. */
  announce: (text: string) => void
}

const BuilderContext = createContext<Builder | undefined>(undefined)

export const BuilderProvider = BuilderContext.Provider

export function useBuilder(): Builder {
  const builder = use(BuilderContext)
  if (!builder) throw new Error('Used outside the builder')
  return builder
}
