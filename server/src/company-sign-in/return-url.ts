import type { FastifyRequest } from 'fastify'

import { originOf } from '../http/index.ts'

/** Where the provider sends a browser back to; written as URLs are, because it is compared as text. */
export const returnUrlOf = (request: FastifyRequest, publicUrl: string | undefined): string =>
  new URL('/sign-in/return', originOf(request, publicUrl)).href
