export function FirstRunPage() {
  return <main />
}
