import type { SiteWord } from '@otklik/protocol/settings'

import { config } from './config.ts'

/** The frame's own storage, which the page around it cannot read. All tabs of a browser share it. */
const prefix = `otklik:${config.siteKey}`
const wordPrefix = `${prefix}:word:`

function storage<Result>(use: (kept: Storage) => Result): Result | undefined {
  try {
    return use(localStorage)
  } catch {
    // A browser that keeps nothing of other sites: the visit lasts as long as the page.
    return undefined
  }
}

export const keptToken = (): string | undefined =>
  storage((kept) => kept.getItem(prefix)) ?? undefined
export const keepToken = (token: string): void => {
  storage((kept) => kept.setItem(prefix, token))
}
export const isTokenChange = ({ key }: StorageEvent): boolean => key === prefix

/** A word that the server has not got yet, one entry each, so that tabs do not overwrite each other's. */
export const keepWord = (word: SiteWord): void => {
  storage((kept) => kept.setItem(wordPrefix + word.clientId, JSON.stringify(word)))
}
export const forgetWord = (clientId: string): void => {
  storage((kept) => kept.removeItem(wordPrefix + clientId))
}
export const keptWords = (): SiteWord[] =>
  storage((kept) =>
    Object.keys(kept)
      .filter((name) => name.startsWith(wordPrefix))
      .sort()
      .map((name) => JSON.parse(kept.getItem(name) ?? '{}')),
  ) ?? []

/** Names sort by the moment they were made. */
export const newName = (): string =>
  `${Date.now().toString(36)}-${crypto.getRandomValues(new Uint32Array(3)).join('-')}`
