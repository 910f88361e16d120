export function ChannelsPage() {
  return <main />
}
