export function ChannelPage() {
  return <main />
}
