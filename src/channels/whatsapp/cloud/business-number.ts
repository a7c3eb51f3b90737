// What Meta knows of our own number: asked when the channel starts, until it answers. A wrong token or number shows here, before
// anybody writes.
import { z } from 'zod'
import { verdictOf } from './error-table.ts'
import type { GraphApi } from './graph-api.ts'
import { nameFailure } from './graph-failure.ts'
import type { Health } from './health.ts'

const number = z.object({
  display_phone_number: z.string(),
  quality_rating: z.string().optional().catch(undefined),
})

export interface BusinessNumber {
  /** Digits only. */
  readonly digits: string
  /** "GREEN" and the like; null: not said. */
  readonly quality: string | null
}

/** Null when Meta did not say; what is wrong stands in `health`. */
export async function askBusinessNumber(
  api: GraphApi,
  phoneNumberId: string,
  { health, stop }: { readonly health: Health; readonly stop: AbortSignal },
): Promise<BusinessNumber | null> {
  const query = { fields: 'display_phone_number,quality_rating' }
  const found = await api.call({ method: 'GET', path: phoneNumberId, query, stop }, number)
  if (found.ok) {
    health.report('number', null)
    health.report('token', null)
    const { display_phone_number: shown, quality_rating: quality } = found.value
    return { digits: shown.replace(/\D/g, ''), quality: quality ?? null }
  }
  if (stop.aborted) return null
  const verdict = verdictOf(found.failure)
  const code = nameFailure(found.failure)
  if (verdict !== null && verdict !== 'unreached' && verdict.kind === 'account') {
    health.report('number', null)
    health.report(verdict.part, `WhatsApp: ${verdict.reason} (${code})`)
  } else {
    health.report('number', `WhatsApp has not told about the business number yet (${code})`)
  }
  return null
}
