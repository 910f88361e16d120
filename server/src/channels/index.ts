export { catalogue } from './catalogue.ts'
export type {
  Address,
  Amending,
  ChannelKind,
  Connection,
  ExternalId,
  Identity,
  InboundContent,
  InboundEvent,
  LocalFile,
  OutboundPart,
  PartContent,
  Polled,
  Reachable,
  RemoteFile,
  Sender,
  Sent,
  ThreadId,
  WebhookAnswer,
  WebhookRequest,
} from './contract.ts'
export { ChannelError, type ChannelErrorReason, ForgedWebhookError } from './errors.ts'
