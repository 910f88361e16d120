const Sign = ({ path, size = 20 }: { path: string; size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" fill="currentColor">
    <path d={path} />
  </svg>
)

export const PaperClip = () => (
  <Sign path="M11.5 4v6.5a3.5 3.5 0 0 1-7 0v-7a2.5 2.5 0 0 1 5 0v6.3a1.5 1.5 0 0 1-3 0V4.3h1v5.5a.5.5 0 0 0 1 0V3.5a1.5 1.5 0 0 0-3 0v7a2.5 2.5 0 0 0 5 0V4z" />
)
export const Plane = () => <Sign path="M1.5 13.7V9.3L10 8 1.5 6.7V2.3L15 8z" />
export const Cross = () => (
  <Sign path="M3.4 2.3 8 6.9l4.6-4.6 1.1 1.1L9.1 8l4.6 4.6-1.1 1.1L8 9.1l-4.6 4.6-1.1-1.1L6.9 8 2.3 3.4z" />
)
export const Glyph = ({ path }: { path: string }) => <Sign path={path} size={22} />
