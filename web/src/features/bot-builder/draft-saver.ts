import type { BotDraft, Scenario } from '@otklik/protocol/settings'

import { ApiFailure, isRetryable } from '../../api/failure.ts'
import { Store } from '../../ui/store.ts'

export interface SavingState {
  /** As the server has it. */
  readonly draft: BotDraft
  /** What is drawn is not what the server has. */
  readonly isDirty: boolean
  readonly isSaving: boolean
  /** Why it was not saved, and what it was that could not be. */
  readonly failure?: { readonly error: unknown; readonly scenario: Scenario }
  /** Somebody else has saved another one. */
  readonly conflict?: ApiFailure
}

interface Server {
  save: (draft: { draftVersion: number; scenario: Scenario }) => Promise<BotDraft>
  load: () => Promise<BotDraft>
}

interface Patience {
  /** After the last change, so that not every letter is sent. */
  settleMs: number
  /** After no answer came. */
  againMs: number
}

/** Keeps the draft on the server the same as what is drawn: one save at a time, the latest wins. */
export class DraftSaver {
  readonly state: Store<SavingState>
  readonly #server: Server
  readonly #patience: Patience
  #drawn: Scenario
  #timer: ReturnType<typeof setTimeout> | undefined
  #running: Promise<boolean> | undefined

  constructor(
    draft: BotDraft,
    server: Server,
    patience: Patience = { settleMs: 800, againMs: 5000 },
  ) {
    this.state = new Store<SavingState>({ draft, isDirty: false, isSaving: false })
    this.#server = server
    this.#patience = patience
    this.#drawn = draft.scenario
  }

  /** What is drawn now. */
  hold(scenario: Scenario): void {
    if (scenario === this.#drawn) return
    this.#drawn = scenario
    const { draft, isSaving, conflict } = this.state.get()
    const isDirty = scenario !== draft.scenario
    this.state.set({ draft, isDirty, isSaving, ...(conflict && { conflict }) })
    if (!conflict) this.#saveIn(this.#patience.settleMs)
  }

  /** Resolves when nothing is unsaved, or with false where that cannot be. */
  flush = async (): Promise<boolean> => {
    clearTimeout(this.#timer)
    if (this.#running) await this.#running
    const { isDirty, conflict } = this.state.get()
    if (!isDirty) return true
    return conflict ? false : this.#save()
  }

  /** Over what somebody else has saved. */
  async saveMine(): Promise<void> {
    const draft = await this.#server.load()
    this.state.set({ draft, isDirty: true, isSaving: false })
    await this.#save()
  }

  /** What somebody else has saved, which is drawn from now on. */
  async takeTheirs(): Promise<Scenario> {
    const draft = await this.#server.load()
    this.#drawn = draft.scenario
    this.state.set({ draft, isDirty: false, isSaving: false })
    return draft.scenario
  }

  /** There is nothing left to save it to. */
  forget = (): void => {
    this.stop()
    this.state.set({ draft: this.state.get().draft, isDirty: false, isSaving: false })
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #saveIn(ms: number): void {
    clearTimeout(this.#timer)
    if (this.#running || !this.state.get().isDirty) return
    this.#timer = setTimeout(() => void this.#save(), ms)
  }

  #save(): Promise<boolean> {
    this.#running ??= this.#send().finally(() => {
      this.#running = undefined
      this.#goOn()
    })
    return this.#running
  }

  async #send(): Promise<boolean> {
    const { draft } = this.state.get()
    const scenario = this.#drawn
    this.state.set({ draft, isDirty: true, isSaving: true })
    try {
      const saved = await this.#server.save({ draftVersion: draft.draftVersion, scenario })
      // The drawn one is kept: what came back is equal to it, and it is what later ones are told by.
      const isDirty = this.#drawn !== scenario
      this.state.set({ draft: { ...saved, scenario }, isDirty, isSaving: false })
      return !isDirty
    } catch (error) {
      const isConflict = error instanceof ApiFailure && error.code === 'changed-meanwhile'
      this.state.set({
        draft,
        isDirty: true,
        isSaving: false,
        ...(isConflict ? { conflict: error } : { failure: { error, scenario } }),
      })
      return false
    }
  }

  /** What was drawn meanwhile, and what found no server. */
  #goOn(): void {
    const { isDirty, conflict, failure } = this.state.get()
    if (!isDirty || conflict) return
    if (failure?.scenario === this.#drawn) {
      if (isRetryable(failure.error)) this.#saveIn(this.#patience.againMs)
    } else this.#saveIn(this.#patience.settleMs)
  }
}
