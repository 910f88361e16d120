import { useEffect, useEffectEvent, useState } from 'react'

import { isChangedMeanwhile, type Who, whoChanged } from './who-changed.ts'

interface Asked {
  /** What is stored now. */
  version: number
  /** What it was when the reader began; undefined where nobody was quicker. */
  since: number | undefined
  /** Saves over a version with nothing changed. */
  save: (version: number) => Promise<unknown>
}

/**
 * A newer version that comes by the feed does not say whose it is; the refusal to save over it
 * does. So that is asked for with nothing changed: `since` is out of date, it cannot be saved.
 */
export function useWhoChanged({ version, since, save }: Asked): Who | undefined {
  const [known, setKnown] = useState<Who & { version: number }>()
  const ask = useEffectEvent(save)
  useEffect(() => {
    if (since === undefined || since >= version) return
    let isGone = false
    ask(since).catch((failure: unknown) => {
      if (!isGone && isChangedMeanwhile(failure)) setKnown({ ...whoChanged(failure), version })
    })
    return () => {
      isGone = true
    }
  }, [since, version])
  return since !== undefined && known?.version === version ? known : undefined
}
