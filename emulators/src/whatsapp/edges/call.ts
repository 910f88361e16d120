import type { FastifyReply } from 'fastify'
import type { Upload } from '../../multipart.ts'
import type { Account, App, BusinessNumber, Template, Token } from '../model.ts'
import type { Body } from '../sending/fields.ts'
import type { WhatsApp } from '../whatsapp.ts'

/** One call of the Graph API, after it was understood. */
export interface Call {
  whatsapp: WhatsApp
  method: 'GET' | 'POST' | 'DELETE'
  /** `v25.0`, or nothing when the path had none. */
  version: string
  node: string
  /** What follows the node: `messages`, `message_templates/archive`, or nothing. */
  edge: string
  query: Record<string, string>
  body: Body
  upload?: Upload
  /** Bytes as they came, for uploads in pieces. */
  raw: Buffer
  headers: Record<string, string | undefined>
  token: Token
  reply: FastifyReply
}

export interface NumberCall extends Call {
  number: BusinessNumber
  account: Account
}

export interface AccountCall extends Call {
  account: Account
}

export interface TemplateCall extends AccountCall {
  template: Template
}

export interface AppCall extends Call {
  app: App
}

export type Edge<C extends Call> = (call: C) => unknown
export type Edges<C extends Call> = Record<string, Edge<C>>

export const SUCCESS = { success: true }

/** Only what was asked for, and the id. */
export function pick(object: Record<string, unknown>, fields: string | undefined) {
  if (!fields) return object
  const names = fields.split(',').map((name) => name.trim().replace(/[{(.].*$/, ''))
  const wanted = names.filter((name) => object[name] !== undefined)
  return Object.fromEntries([...wanted, 'id'].map((name) => [name, object[name]]))
}

/** A page of a list, with cursors, and a link to the next as long as there is one. */
export function paginate<T>(call: Call, items: T[]): object {
  const limit = Math.max(1, Math.min(Number(call.query.limit ?? 25) || 25, 1000))
  const start = call.query.after === undefined ? 0 : readCursor(call.query.after) + 1
  const end = Math.min(start + limit, items.length)
  const data = items.slice(start, end)
  if (data.length === 0) return { data }
  const cursors = { before: makeCursor(start), after: makeCursor(end - 1) }
  if (end >= items.length) return { data, paging: { cursors } }
  const query = new URLSearchParams({ ...call.query, limit: String(limit), after: cursors.after })
  query.delete('access_token')
  const path = [call.version, call.node, call.edge].filter(Boolean).join('/')
  const next = `${call.whatsapp.origin()}/whatsapp/${path}?${query}`
  return { data, paging: { cursors, next } }
}

const makeCursor = (at: number) => Buffer.from(`at:${at}`).toString('base64')

function readCursor(cursor: string): number {
  const at = /^at:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1]
  return at === undefined ? -1 : Number(at)
}
