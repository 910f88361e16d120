const most = { width: 320, height: 320 }
const least = 72

/** Keeps the place of a picture before it has loaded, so that nothing jumps. */
export function shownSize({
  width,
  height,
}: {
  width?: number | undefined
  height?: number | undefined
}) {
  if (!width || !height) return { width: 240, aspectRatio: '4 / 3' }
  const scale = Math.min(most.width / width, most.height / height, 1)
  return { width: Math.max(least, Math.round(width * scale)), aspectRatio: `${width} / ${height}` }
}
