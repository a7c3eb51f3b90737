// An engineer asks the client before work that nothing covers: what it is, how long it may take, what that comes to, and "I agree".
import type { Tx } from '../db/client.ts'
import { findParticipants } from '../db/people.ts'
import { addTicketEvent } from '../db/tickets.ts'
import type { Engineer } from '../domain/party.ts'
import type { Ticket } from '../domain/ticket.ts'
import { sayDuration } from '../texts/duration.ts'
import { sayMoney } from '../texts/money.ts'
import { sayWorkPrice } from '../texts/price.ts'
import { say, sayText } from '../texts/render.ts'
import type { Desk } from './desk.ts'
import { notify } from './notify.ts'
import { type CoverageLine, type CoverageScope, readCoverage } from './read-coverage.ts'

export interface AskForConsent {
  readonly ticket: Ticket
  readonly by: Engineer
  /** Null: what holds at this moment. */
  readonly scope: CoverageScope | null
  readonly seconds: number
  /** Names the asking: the same message asks once. */
  readonly key: string
}

export type Asked =
  | { readonly outcome: 'asked'; readonly line: CoverageLine; readonly cents: number; readonly people: number }
  | { readonly outcome: 'covered' | 'agreed' | 'case-by-case' }

export async function askForConsent(tx: Tx, desk: Desk, request: AskForConsent): Promise<Asked> {
  const { ticket, by, scope, seconds, key } = request
  const coverage = await readCoverage(tx, desk, ticket)
  const lines = coverage?.lines ?? []
  const line = lines.find((one) => one.scope === (scope ?? coverage?.now))
  if (line === undefined) return { outcome: 'covered' }
  if (line.state !== 'ask') return { outcome: line.state }
  const { price } = line
  if (price === null) return { outcome: 'case-by-case' }
  // Full hours, and incidents of an hour each, are what is charged (RULES D1, D13).
  const cents = Math.ceil(seconds / 3600) * price.cents
  const recipients = await findParticipants(tx, ticket.id, desk.defaultLanguage)
  const number = String(ticket.number)
  await addTicketEvent(tx, ticket.id, {
    kind: 'estimate',
    at: tx.now,
    by,
    data: { scope: line.scope, seconds, cents, currency: price.currency },
  })
  await notify(tx, desk, {
    kind: 'ticket.estimate',
    dedup: `ticket.estimate:${key}`,
    about: { ticketId: ticket.id },
    recipients,
    text: (language) =>
      say(language, 'notice-estimate', {
        number,
        engineer: by.name,
        time: sayDuration(language, seconds * 1000),
        scope: sayText(language, `scope-${line.scope}`),
        total: sayMoney(language, cents, price.currency),
        price: sayWorkPrice(language, price),
      }),
    buttons: (language) => [
      [
        {
          label: sayText(language, 'button-agree', { price: sayWorkPrice(language, price) }),
          data: `t:${number}:agree-to:${line.scope}.${price.cents}-${price.currency}`,
        },
      ],
    ],
  })
  return { outcome: 'asked', line, cents, people: recipients.length }
}
