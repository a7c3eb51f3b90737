// What is agreed about training or a fixed task before it is scheduled (RULES 4): on which system, its scope and goals, when and for how
// long, at what price. A proposal is agreed to once, or replaced by a newer one.

import type { EngineerId, TicketId } from './ids.ts'
import { type FixedTask, fixedTasks } from './time-entry.ts'

/** "training", or the task. */
export type AgreedWorkKind = 'training' | FixedTask

export interface WorkTerms {
  readonly id: string
  readonly ticketId: TicketId
  readonly kind: AgreedWorkKind
  readonly system: string
  readonly goals: string
  readonly startsAt: Date
  readonly seconds: number
  readonly priceCents: bigint
  readonly currency: string
  readonly state: 'proposed' | 'agreed' | 'declined' | 'replaced'
  readonly engineerId: EngineerId
  readonly createdAt: Date
}

export const agreedWorkKinds: readonly AgreedWorkKind[] = ['training', ...fixedTasks]
