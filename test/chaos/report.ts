// A run's figures in words.
import type { ChaosReport } from './chaos.ts'

export interface Totals {
  rounds: number
  readonly reports: ChaosReport[]
}

/** What was promised and not kept; empty when all is well. */
export function faultsOf(found: ChaosReport): Record<string, unknown> {
  const { lost, doubled, missingReplies, outOfOrder, unfinished, apiFaults, exitCodes } = found
  const lists = { lost, doubled, missingReplies, outOfOrder, unfinished, apiFaults, exitCodes: exitCodes.filter(Boolean) }
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0))
}

export function report({ reports }: Totals): string {
  const sum = (figure: (one: ChaosReport) => number) => reports.reduce((all, one) => all + figure(one), 0)
  const messages = sum((one) => one.messages)
  const replies = sum((one) => one.replies)
  const repeated = sum((one) => one.repeated.length)
  const { 'answer lost': answersLost = 0, ...repeatedBy } = tally(reports.map((one) => one.repeatedBy))
  const byUs = repeated - answersLost
  return [
    `${messages} messages, ${sum((one) => one.kills)} kills (${inWords(tally(reports.map((one) => one.killsOf)))})`,
    `${sum((one) => one.redisRestarts)} restarts of Redis, ${sum((one) => one.postgresRestarts)} of PostgreSQL`,
    `${sum((one) => one.tickets)} tickets, ${sum((one) => one.comments)} comments`,
    `lost ${sum((one) => one.lost.length)}, doubled ${sum((one) => one.doubled.length)}, missing ${sum((one) => one.missingReplies.length)}, out of order ${sum((one) => one.outOfOrder.length)}`,
    `replies said twice ${byUs} of ${replies} (${((100 * byUs) / Math.max(1, replies)).toFixed(2)} %${byUs > 0 ? `: ${inWords(repeatedBy)}` : ''}), and ${answersLost} because the platform's answer was lost`,
    `${Math.round(sum((one) => one.milliseconds) / 1000)} s`,
  ].join('; ')
}

function tally(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const all: Record<string, number> = {}
  for (const one of counts) for (const [key, count] of Object.entries(one)) all[key] = (all[key] ?? 0) + count
  return all
}

function inWords(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([key, count]) => `${key} ${count}`)
    .join(', ')
}
