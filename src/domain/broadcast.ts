// To whom a broadcast goes, and what became of it. Who these people are is found in the database.
import type { CompanyId } from './ids.ts'

export type Audience =
  /** Every contact of a client who may open tickets. */
  | { readonly kind: 'all' }
  /** Those whose company has this plan today; the plan's printed name. */
  | { readonly kind: 'plan'; readonly plan: string }
  /** Those whose company has a server with this product. */
  | { readonly kind: 'product'; readonly product: string }
  | { readonly kind: 'company'; readonly companyId: CompanyId }

export type BroadcastState = 'running' | 'stopped' | 'done'

/** People, by what became of their message. `left`: not in the outbox yet; `skipped`: no chat, or switched off, or stopped. */
export interface BroadcastResult {
  readonly people: number
  readonly sent: number
  readonly failed: number
  readonly skipped: number
  readonly waiting: number
  readonly left: number
}

/** A text that fits one message of every channel, with room for a heading. */
export const mostBroadcastCharacters = 3500
