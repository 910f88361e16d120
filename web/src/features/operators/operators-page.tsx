export function OperatorsPage() {
  return <main />
}
