export function WorkplacePage() {
  return <main />
}
