export { catalogue } from './catalogue.ts'
export { type ChannelLog, createChannelLog } from './channel-log.ts'
export type {
  Address,
  Amending,
  ChannelKind,
  Connection,
  ExternalId,
  InboundContent,
  InboundEvent,
  LocalFile,
  OutboundPart,
  PartContent,
  RemoteFile,
  Sender,
  Sent,
  ThreadId,
  WebhookAnswer,
  WebhookRequest,
} from './contract.ts'
export { ChannelError, type ChannelErrorReason, ForgedWebhookError } from './errors.ts'
export { type Channels, createChannels, type OpenChannel } from './open-channels.ts'
export { PlaceNotAllowedError, type PlatformHosts } from './platform-hosts.ts'
