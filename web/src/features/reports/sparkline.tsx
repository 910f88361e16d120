import styles from './figure-card.module.css'

const WIDTH = 120
const HEIGHT = 32
const PAD = 2

/** How a figure went, without a scale: the chart below and the table have the values. */
export function Sparkline({ values }: { values: readonly (number | null)[] }) {
  const known = values.filter((value) => value !== null)
  if (known.length < 2) return <span className={styles.spark} />
  const top = Math.max(...known)
  const bottom = Math.min(...known, 0)
  const span = top - bottom || 1
  const at = (value: number, index: number) => {
    const x = PAD + (index / (values.length - 1)) * (WIDTH - 2 * PAD)
    const y = HEIGHT - PAD - ((value - bottom) / span) * (HEIGHT - 2 * PAD)
    return `${x.toFixed(1)} ${y.toFixed(1)}`
  }
  let isDrawing = false
  const path = values
    .map((value, index) => {
      // A day without anything to measure is a gap, not a zero.
      if (value === null) {
        isDrawing = false
        return ''
      }
      const command = isDrawing ? 'L' : 'M'
      isDrawing = true
      return `${command}${at(value, index)}`
    })
    .join('')
  return (
    <svg
      className={styles.spark}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={path} className={styles.line} vectorEffect="non-scaling-stroke" />
    </svg>
  )
}
