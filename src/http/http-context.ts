// What the routes are given, and the types they share. No behaviour.
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Database } from '../db/client.ts'
import type { FileStore } from '../domain/file-store.ts'
import type { Log } from '../domain/log.ts'
import type { Desk } from '../services/desk.ts'

/** A platform's door: `handle` has stored what came when it answers. Throwing is answered 503, so that the platform repeats. */
export interface Webhook {
  readonly path: string
  /** Largest delivery; 1 MB unless given. */
  readonly maxBytes?: number
  handle(request: { readonly headers: IncomingHttpHeaders; readonly body: Buffer }): Promise<{ readonly status: number }>
  /** Answers a GET by which the platform asks whether the address is ours; without it there is none. */
  challenge?(query: Readonly<Record<string, unknown>>): { readonly status: number; readonly body?: string }
}

/** Answers whatever begins with "/playground"; false when it does not know the path. */
export type Pages = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>

export interface HttpContext {
  readonly database: Database
  readonly files: FileStore
  readonly desk: Desk
  /** Undefined: the API answers 403. */
  readonly apiToken: string | undefined
  readonly log: Log
  /** Every part the service rests on by name: null when well, else what is wrong in words. "database" is always there. */
  readiness(): Promise<Readonly<Record<string, string | null>>>
  readonly webhooks: readonly Webhook[]
  readonly pages?: Pages
  /** Of the service, for the OpenAPI document. */
  readonly version: string
  /** Largest file the API takes; 50 MB unless given. */
  readonly maxFileBytes?: number
}

export type ApiServer = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>
