/** A bubble with an echo in it. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path
        d="M16 4a12 12 0 1 1-5.7 22.6L4.5 28l1.5-5.5A12 12 0 0 1 16 4z"
        fill="var(--o-accent)"
      />
      <path
        d="M11 16a5 5 0 0 1 5-5M16 21a5 5 0 0 0 5-5"
        fill="none"
        stroke="var(--o-on-solid)"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
    </svg>
  )
}
