import type { SyntheticEvent } from 'react'

let playing: HTMLMediaElement | undefined

/** What begins to play stops what played before: two voices at once nobody understands. */
export function playAlone(player: HTMLMediaElement): void {
  if (playing && playing !== player) playing.pause()
  playing = player
}

export const soloProps = {
  onPlay: (event: SyntheticEvent<HTMLMediaElement>) => playAlone(event.currentTarget),
}
