import { useQuery } from '@tanstack/react-query'

import styles from './qr-code.module.css'

const MARGIN = 4

/** Drawn here: the secret in it goes to nobody. Dark on light in both themes, as phones need it. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data: rows } = useQuery({
    queryKey: ['qr-code', text],
    queryFn: async () => (await import('uqr')).encode(text, { border: 0 }).data,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const size = (rows?.length ?? 0) + 2 * MARGIN
  return (
    <div className={styles.frame}>
      {rows ? (
        <svg role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} className={styles.code}>
          <path d={pathOf(rows)} fill="currentColor" />
        </svg>
      ) : null}
    </div>
  )
}

/** Runs of dark modules, each a rectangle: neighbours leave no seam between them. */
function pathOf(rows: readonly (readonly boolean[])[]): string {
  return rows
    .flatMap((row, y) =>
      [
        ...row
          .map((isDark) => (isDark ? '#' : ' '))
          .join('')
          .matchAll(/#+/g),
      ].map(
        ({ index, 0: { length } }) => `M${index + MARGIN} ${y + MARGIN}h${length}v1h-${length}z`,
      ),
    )
    .join('')
}
