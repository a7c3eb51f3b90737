// Changes of the rota: rules and swaps made and taken back. Those whom a swap concerns are told; all of it is in the audit.
import type { Tx } from '../db/client.ts'
import { addAudit } from '../db/identities.ts'
import { deleteRule, deleteSwap, findRota, insertRule, insertSwap, type RuleRecord, type SwapRecord } from '../db/on-call.ts'
import { findEngineer, findEngineers } from '../db/people.ts'
import type { Actor } from '../domain/actor.ts'
import { Refusal } from '../domain/errors.ts'
import type { EngineerId } from '../domain/ids.ts'
import { type OnCallRule, type OnCallSwap, rotaBetween, swapFault } from '../domain/on-call.ts'
import type { Engineer } from '../domain/party.ts'
import { say } from '../texts/render.ts'
import { sayRung } from '../texts/rung.ts'
import { sayWhen } from '../texts/when.ts'
import type { Desk } from './desk.ts'
import { notify } from './notify.ts'

/** @throws Refusal `engineer-not-found`, `invalid` (it ends before it begins). */
export async function addRule(tx: Tx, desk: Desk, rule: OnCallRule, by: Actor): Promise<RuleRecord> {
  if (rule.endsOn !== null && rule.endsOn < rule.startsOn) throw new Refusal('invalid', { reason: 'end-before-start' }, 'endsOn')
  await requireEngineer(tx, desk, rule.engineerId)
  const made = await insertRule(tx, rule)
  await addAudit(tx, { actor: sayActor(by), action: 'on-call.rule-added', subject: made.id, data: { engineer: rule.engineerId } })
  return made
}

/** The rule counts no more, from now on and for what was. @throws Refusal `not-found`. */
export async function endRule(tx: Tx, id: string, by: Actor): Promise<RuleRecord> {
  const gone = await deleteRule(tx, id)
  if (gone === null) throw new Refusal('not-found')
  await addAudit(tx, { actor: sayActor(by), action: 'on-call.rule-ended', subject: id, data: { engineer: gone.engineerId } })
  return gone
}

const swapReasons = { reversed: 'end-before-start', past: 'over-already', 'too-long': 'swap-too-long' } as const

/**
 * Somebody takes over for a time; what of it has passed already is left out. They and those they relieve are told, except
 * whoever did it. @throws Refusal `engineer-not-found`, `invalid` (reversed, over already, longer than a quarter of a year).
 */
export async function addSwap(tx: Tx, desk: Desk, swap: OnCallSwap, by: Actor): Promise<SwapRecord> {
  const fault = swapFault(swap.startsAt, swap.endsAt, tx.now)
  if (fault !== null) throw new Refusal('invalid', { reason: swapReasons[fault] }, 'to')
  const engineer = await requireEngineer(tx, desk, swap.engineerId)
  const relieved = await findHolders(tx, swap)
  const startsAt = swap.startsAt < tx.now ? tx.now : swap.startsAt
  const made = await insertSwap(tx, { ...swap, startsAt })
  await addAudit(tx, { actor: sayActor(by), action: 'on-call.swap-added', subject: made.id, data: { engineer: engineer.id } })
  await tell(tx, desk, { key: 'notice-on-call-swap', swap: made, engineer, told: [engineer.id, ...relieved], by })
  return made
}

/** Everything is as if it had never been made. Those it concerns are told. @throws Refusal `not-found`. */
export async function endSwap(tx: Tx, desk: Desk, id: string, by: Actor): Promise<SwapRecord> {
  const gone = await deleteSwap(tx, id)
  if (gone === null) throw new Refusal('not-found')
  await addAudit(tx, { actor: sayActor(by), action: 'on-call.swap-ended', subject: id, data: { engineer: gone.engineerId } })
  const engineer = await findEngineer(tx, gone.engineerId, desk.defaultLanguage)
  if (engineer === null || gone.endsAt <= tx.now) return gone
  const told = [engineer.id, ...(await findHolders(tx, gone))]
  await tell(tx, desk, { key: 'notice-on-call-swap-ended', swap: gone, engineer, told, by })
  return gone
}

async function requireEngineer(tx: Tx, desk: Desk, id: EngineerId): Promise<Engineer> {
  const engineer = await findEngineer(tx, id, desk.defaultLanguage)
  if (engineer === null) throw new Refusal('engineer-not-found', {}, 'engineer')
  return engineer
}

/** Who is on call, without the swap, in its time. */
async function findHolders(tx: Tx, { rung, startsAt, endsAt }: OnCallSwap): Promise<readonly EngineerId[]> {
  const rota = await findRota(tx, startsAt, endsAt)
  return rotaBetween(rota, rung, startsAt, endsAt).flatMap(({ engineerId }) => (engineerId === null ? [] : [engineerId]))
}

interface SwapNews {
  readonly key: 'notice-on-call-swap' | 'notice-on-call-swap-ended'
  readonly swap: SwapRecord
  readonly engineer: Engineer
  readonly told: readonly EngineerId[]
  readonly by: Actor
}

async function tell(tx: Tx, desk: Desk, { key, swap, engineer, told, by }: SwapNews): Promise<void> {
  const engineers = await findEngineers(tx, desk.defaultLanguage)
  const isAuthor = (id: EngineerId) => by.kind === 'engineer' && by.id === id
  await notify(tx, desk, {
    kind: 'on-call.swap',
    dedup: `${key}:${swap.id}`,
    about: {},
    recipients: engineers.filter(({ id }) => told.includes(id) && !isAuthor(id)),
    text: (language) =>
      say(language, key, {
        engineer: engineer.name,
        rung: sayRung(language, swap.rung),
        from: sayWhen(language, swap.startsAt),
        to: sayWhen(language, swap.endsAt),
      }),
  })
}

function sayActor(by: Actor): string {
  return by.kind === 'engineer' || by.kind === 'contact' ? `${by.kind}:${by.id}` : by.kind
}
