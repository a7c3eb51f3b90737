// An engineer's rest: quiet hours set, going away with their tickets offered to colleagues, and coming back.
import type { Tx } from '../db/client.ts'
import { findRest, setAbsence, setQuietHours } from '../db/engineer-rest.ts'
import { postponeHeld } from '../db/held-messages.ts'
import { addAudit } from '../db/identities.ts'
import { findRota } from '../db/on-call.ts'
import { findEngineers } from '../db/people.ts'
import { type CarriedTicket, findCarried } from '../db/workload.ts'
import { type Actor, nameActor } from '../domain/actor.ts'
import { Refusal } from '../domain/errors.ts'
import { type Rung, rotaBetween, rungs } from '../domain/on-call.ts'
import type { Engineer } from '../domain/party.ts'
import { type QuietHours, quietUntil } from '../domain/rest.ts'
import { join } from '../domain/rich-text.ts'
import type { Candidate } from '../domain/suggest-engineer.ts'
import { say, sayText } from '../texts/render.ts'
import { sayWhen } from '../texts/when.ts'
import type { Desk } from './desk.ts'
import { notify } from './notify.ts'
import { findSuggestions, giveData } from './suggest-assignee.ts'

/** What is held goes out at the end of the new hours, or at once when none hold now. */
export async function changeQuietHours(tx: Tx, engineer: Pick<Engineer, 'id'>, quiet: QuietHours | null): Promise<void> {
  await setQuietHours(tx, engineer.id, quiet)
  await postponeHeld(tx, engineer.id, (quiet === null ? null : quietUntil(quiet, tx.now)) ?? tx.now)
}

export async function readRest(tx: Tx, engineer: Engineer) {
  const rest = await findRest(tx, engineer.id)
  if (rest === null) throw new Refusal('not-found')
  return rest
}

/** A ticket of somebody who goes away, and who could take it; null: nobody is there. */
export interface Offer {
  readonly ticket: CarriedTicket
  readonly suggested: Candidate | null
}

export interface Leave {
  readonly offers: readonly Offer[]
  /** When they are first on call while they are away. */
  readonly shift: { readonly rung: Rung; readonly from: Date } | null
}

/** More than anybody hands over by buttons. */
const mostOffered = 30
/** Without an end, shifts are looked for in this time. */
const shiftDays = 31

/**
 * From now on they are not pinged, not called and not suggested. Whoever is suggested for their open tickets is told, with a
 * button for each; the tickets stay theirs until somebody takes them.
 */
export async function goAway(
  tx: Tx,
  desk: Desk,
  engineer: Pick<Engineer, 'id' | 'name'>,
  until: Date | null,
  by: Actor = { kind: 'engineer', id: engineer.id },
): Promise<Leave> {
  await setAbsence(tx, engineer.id, { awaySince: tx.now, awayUntil: until })
  const data: Record<string, string> = until === null ? {} : { until: until.toISOString() }
  await addAudit(tx, { actor: nameActor(by), action: 'away', subject: `engineer:${engineer.id}`, data })
  const carried = await findCarried(tx, engineer.id, mostOffered)
  const suggestions = await findSuggestions(tx, carried)
  const offers = carried.map((ticket) => ({ ticket, suggested: suggestions.get(ticket.number) ?? null }))
  await tellSuggested(tx, desk, { engineer, until, offers })
  return { offers, shift: await findShift(tx, engineer, until) }
}

export async function comeBack(
  tx: Tx,
  engineer: Pick<Engineer, 'id'>,
  by: Actor = { kind: 'engineer', id: engineer.id },
): Promise<readonly CarriedTicket[]> {
  await setAbsence(tx, engineer.id, { awaySince: null, awayUntil: null })
  await addAudit(tx, { actor: nameActor(by), action: 'back', subject: `engineer:${engineer.id}` })
  return findCarried(tx, engineer.id, mostOffered)
}

async function tellSuggested(
  tx: Tx,
  desk: Desk,
  {
    engineer,
    until,
    offers,
  }: { readonly engineer: Pick<Engineer, 'id' | 'name'>; readonly until: Date | null; readonly offers: readonly Offer[] },
): Promise<void> {
  const colleagues = await findEngineers(tx, desk.defaultLanguage)
  for (const colleague of colleagues) {
    const mine = offers.filter(({ suggested }) => suggested?.id === colleague.id)
    if (mine.length === 0) continue
    await notify(tx, desk, {
      kind: 'hand-over',
      dedup: `hand-over:${engineer.id}:${tx.now.getTime()}`,
      about: {},
      recipients: [colleague],
      text: (language) =>
        join([
          until === null
            ? say(language, 'notice-hand-over-open', { engineer: engineer.name })
            : say(language, 'notice-hand-over', { engineer: engineer.name, until: sayWhen(language, until) }),
          ...mine.map(({ ticket: { number, priority, summary } }) =>
            say(language, 'rest-ticket', {
              number: String(number),
              priority: sayText(language, `priority-${priority}`),
              summary,
            }),
          ),
        ]),
      buttons: (language) =>
        mine.slice(0, 12).map(({ ticket: { number } }) => [
          {
            label: sayText(language, 'button-take-number', { number: String(number) }),
            data: giveData(number, colleague.id),
          },
        ]),
    })
  }
}

/** The first shift that falls into the absence: somebody has to take it over. */
async function findShift(tx: Tx, engineer: Pick<Engineer, 'id'>, until: Date | null): Promise<Leave['shift']> {
  const end = until ?? new Date(tx.now.getTime() + shiftDays * 86_400_000)
  const rota = await findRota(tx, tx.now, end)
  const shifts = rungs.flatMap((rung) =>
    rotaBetween(rota, rung, tx.now, end)
      .filter(({ engineerId }) => engineerId === engineer.id)
      .map(({ from }) => ({ rung, from })),
  )
  return shifts.sort((a, b) => a.from.getTime() - b.from.getTime())[0] ?? null
}
