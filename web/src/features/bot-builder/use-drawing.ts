import type { Scenario, ScenarioStepKind } from '@otklik/protocol/settings'
import { useReducer } from 'react'

import {
  addStep,
  begin,
  changeStep,
  connect,
  copySteps,
  edit,
  type FirstWords,
  findStep,
  freeOffset,
  freePlace,
  type History,
  moveSteps,
  newStep,
  type Point,
  pasteSteps,
  placeAfter,
  redo,
  removeSteps,
  type Source,
  type StepChange,
  undo,
} from '../scenario/index.ts'
import { makeId } from './make-id.ts'

interface Drawn {
  history: History
  selected: ReadonlySet<string>
}

type Act =
  | {
      type: 'edit'
      change: (scenario: Scenario) => Scenario
      about?: string
      select?: Iterable<string>
    }
  | { type: 'select'; ids: Iterable<string> }
  | { type: 'undo' }
  | { type: 'redo' }

export type Drawing = ReturnType<typeof useDrawing>

export interface NewStepPlace {
  /** Otherwise a free one beside what it follows. */
  at?: Point | undefined
  after?: Source | undefined
  /** What is selected stays so. */
  isQuiet?: boolean
}

/** The scenario on the screen, what of it is selected, and everything that can be done to it. */
interface DrawingOptions {
  words: FirstWords
  /** It can be looked at, and nothing else. */
  isReadOnly: boolean
}

export function useDrawing(first: Scenario, { words, isReadOnly }: DrawingOptions) {
  const [{ history, selected }, dispatch] = useReducer(next, first, (scenario) => ({
    history: begin(scenario),
    selected: new Set<string>(),
  }))
  const scenario = history.now
  const act = (done: Act) => {
    if (!isReadOnly || done.type === 'select') dispatch(done)
  }
  const paste = (clip: Scenario): number => {
    const offset = freeOffset(scenario, clip)
    if (clip.steps.length === 0) return 0
    const pasted = pasteSteps(scenario, clip, { makeId, offset })
    act({ type: 'edit', change: () => pasted.scenario, select: pasted.ids })
    return pasted.ids.size
  }
  return {
    scenario,
    selected,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    undo: () => act({ type: 'undo' }),
    redo: () => act({ type: 'redo' }),
    select: (ids: Iterable<string>) => act({ type: 'select', ids }),
    /** The new step is selected; returns its id. */
    add(kind: ScenarioStepKind, { at, after, isQuiet }: NewStepPlace = {}): string {
      const id = makeId()
      const place = at ? freePlace(scenario, at) : placeOfNew(scenario, after)
      const step = newStep(kind, { id, at: place, words })
      act({
        type: 'edit',
        change: (now) => addStep(now, step, after),
        ...(!isQuiet && { select: [id] }),
      })
      return id
    },
    remove: (ids: ReadonlySet<string>) =>
      act({ type: 'edit', change: (now) => removeSteps(now, ids), select: [] }),
    /** `field` names what is typed into, so that it is taken back as a whole. */
    change: (id: string, change: StepChange, field?: string) =>
      act({
        type: 'edit',
        change: (now) => changeStep(now, id, change),
        ...(field !== undefined && { about: `${field} of ${id}` }),
      }),
    move: (places: ReadonlyMap<string, Point>) =>
      act({
        type: 'edit',
        change: (now) => moveSteps(now, places),
        about: `place of ${[...places.keys()].join(' ')}`,
      }),
    connect: (source: Source, to: string | null) =>
      act({ type: 'edit', change: (now) => connect(now, source, to) }),
    copied: (ids: ReadonlySet<string>) => copySteps(scenario, ids),
    paste,
    duplicate: (ids: ReadonlySet<string>) => paste(copySteps(scenario, ids)),
    /** All of it, by another one; it can be taken back as any edit. */
    replace: (other: Scenario) => act({ type: 'edit', change: () => other, select: [] }),
  }
}

function next({ history, selected }: Drawn, act: Act): Drawn {
  if (act.type === 'select') return { history, selected: new Set(act.ids) }
  const changed = historyAfter(history, act)
  const kept = act.type === 'edit' && act.select ? [...act.select] : [...selected]
  const there = new Set(changed.now.steps.map(({ id }) => id))
  return { history: changed, selected: new Set(kept.filter((id) => there.has(id))) }
}

function historyAfter(history: History, act: Exclude<Act, { type: 'select' }>): History {
  if (act.type === 'undo') return undo(history)
  if (act.type === 'redo') return redo(history)
  const { change, about } = act
  return edit(history, change(history.now), {
    at: Date.now(),
    ...(about !== undefined && { about }),
  })
}

function placeOfNew(scenario: Scenario, after: Source | undefined): Point {
  const before = after?.from === 'step' ? findStep(scenario, after.id) : scenario.steps.at(-1)
  return before ? placeAfter(scenario, before) : { x: 0, y: 0 }
}
