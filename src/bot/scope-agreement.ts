// "I agree" to what a plan does not cover ("t:<number>:agree-to:<scope>.<cents>-<currency>"), and the engineer's side of it: the button and
// the command that ask the client first.
import { Refusal } from '../domain/errors.ts'
import { readLoggedWork } from '../domain/logged-work.ts'
import type { Ticket } from '../domain/ticket.ts'
import { agreeToScope } from '../services/agree-to-scope.ts'
import { askForConsent } from '../services/ask-for-consent.ts'
import { getTicketFor } from '../services/find-ticket.ts'
import type { CoverageScope } from '../services/read-coverage.ts'
import { sayDuration } from '../texts/duration.ts'
import { sayMoney } from '../texts/money.ts'
import { sayWorkPrice } from '../texts/price.ts'
import { sayText } from '../texts/render.ts'
import { type Command, splitNumber } from './command.ts'
import type { EngineerTurn } from './engineer-message.ts'
import { reply, type Turn } from './turn.ts'

const scopes: readonly CoverageScope[] = ['in-hours', 'after-hours', 'support', 'development']

/** @throws Refusal `not-allowed` for engineers, `stale-button`, `ticket-ended`. */
export async function pressAgreeTo(turn: Turn, ticket: Ticket, shown: string): Promise<void> {
  const { tx, desk, party } = turn
  if (party.kind !== 'contact') throw new Refusal('not-allowed')
  const [, name, cents, currency] = /^([a-z-]+)\.(\d{1,12})-([A-Z]{3})$/.exec(shown) ?? []
  const scope = scopes.find((one) => one === name)
  if (scope === undefined || cents === undefined || currency === undefined) throw new Refusal('stale-button')
  const agreed = await agreeToScope(tx, desk, {
    ticketId: ticket.id,
    by: party,
    scope,
    price: { cents: Number(cents), currency },
  })
  const number = String(ticket.number)
  const about = { ticketId: ticket.id }
  if (agreed.outcome === 'not-needed') return reply(turn, 'consent-not-needed', { number }, about)
  const price = sayWorkPrice(party.language, agreed.price)
  if (agreed.outcome === 'agreed') return reply(turn, 'consent-given', { number, price }, about)
  const data = `t:${number}:agree-to:${scope}.${agreed.price.cents}-${agreed.price.currency}`
  const buttons = [[{ label: sayText(party.language, 'button-agree', { price }), data }]]
  reply(turn, 'consent-changed', { number, price }, { ...about, buttons })
}

/** The engineer's button: an hour of it. @throws Refusal `stale-button`. */
export async function pressEstimate(turn: EngineerTurn, ticket: Ticket, value: string): Promise<void> {
  const scope = scopes.find((one) => one === value)
  if (scope === undefined) throw new Refusal('stale-button')
  await ask(turn, ticket, scope, 3600)
}

/** /estimate N 2h: asks the client to agree to what nothing covers at this moment; "L3" after the time: to development. */
export const estimateCommand: Command = {
  name: 'estimate',
  async run(turn, words) {
    const split = splitNumber(words)
    if (split === null) return reply(turn, 'ticket-number-missing')
    const ticket = await getTicketFor(turn.tx, turn.party, split.number)
    const number = String(ticket.number)
    const work = readLoggedWork(split.rest, turn.tx.now)
    if ('fault' in work || work.seconds === 0) return reply(turn, 'estimate-none', { number }, { ticketId: ticket.id })
    await ask(turn as EngineerTurn & typeof turn, ticket, work.level === 3 ? 'development' : null, work.seconds)
  },
}

async function ask(turn: EngineerTurn, ticket: Ticket, scope: CoverageScope | null, seconds: number): Promise<void> {
  const { tx, desk, party } = turn
  const { language } = party
  const number = String(ticket.number)
  const about = { ticketId: ticket.id }
  const asked = await askForConsent(tx, desk, { ticket, by: party, scope, seconds, key: `${ticket.id}:${turn.key}` })
  if (asked.outcome !== 'asked') return reply(turn, `estimate-${asked.outcome}`, { number }, about)
  if (asked.people === 0) return reply(turn, 'estimate-nobody', { number }, about)
  const total = sayMoney(language, asked.cents, asked.line.price?.currency ?? '')
  reply(turn, 'estimate-asked', { number, total, time: sayDuration(language, seconds * 1000) }, about)
}
