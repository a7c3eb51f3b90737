// Who caused a change, for a ticket's history and for the audit.
import type { ContactId, EngineerId } from './ids.ts'

export type Actor =
  | { readonly kind: 'contact'; readonly id: ContactId }
  | { readonly kind: 'engineer'; readonly id: EngineerId }
  /** The vendor's CRM or billing, through the API. */
  | { readonly kind: 'api' }
  /** The desk itself. */
  | { readonly kind: 'system' }

/** The two author columns that history and comments have. */
export function actorColumns(actor: Actor): { contactId: ContactId | null; engineerId: EngineerId | null } {
  return {
    contactId: actor.kind === 'contact' ? actor.id : null,
    engineerId: actor.kind === 'engineer' ? actor.id : null,
  }
}

/** As the audit names them: "api", "system", or "<contact|engineer>:<id>". */
export function nameActor(actor: Actor): string {
  return actor.kind === 'api' || actor.kind === 'system' ? actor.kind : `${actor.kind}:${actor.id}`
}
