// What the API answers about the rota.
import { z } from 'zod'
import type { RuleRecord, SwapRecord } from '../../db/on-call.ts'
import { weekdays } from '../../domain/opening-hours.ts'
import type { Engineer } from '../../domain/party.ts'
import type { OnCallNow } from '../../services/read-on-call.ts'
import { model } from '../api-model.ts'
import { sayInstant } from '../fields.ts'

export const onCallRule = model('OnCallRule', {
  id: z.string(),
  engineer: z.string(),
  rung: z.number(),
  weekdays: z.array(z.string()),
  from: z.string().describe('Local time in Europe/Vilnius'),
  to: z.string().describe('Not later than `from`: on the next day'),
  everyWeeks: z.number(),
  startsOn: z.string(),
  endsOn: z.string().nullable(),
})

export const onCallSwap = model('OnCallSwap', {
  id: z.string(),
  engineer: z.string(),
  rung: z.number(),
  from: z.string(),
  to: z.string(),
})

const person = z.object({ id: z.string(), name: z.string() }).nullable()

export const onCall = model('OnCall', {
  at: z.string(),
  rungs: z.array(
    z.object({
      rung: z.number().describe('1 is called first, 2 when the first does not answer'),
      engineer: person.describe('null: nobody'),
      until: z.string().nullable().describe('null: nothing changes within a year'),
      next: person.describe('Who is on call from then on; null: nobody'),
    }),
  ),
  gaps: z
    .array(z.object({ from: z.string(), to: z.string() }))
    .describe('When nobody is on call on the first rung, in the two weeks after `at`'),
})

export function sayRule(row: RuleRecord): z.output<typeof onCallRule> {
  const { id, engineerId, rung, everyWeeks, startsOn, endsOn } = row
  const hours = { from: sayMinute(row.fromMinute), to: sayMinute(row.toMinute) }
  return { id, engineer: engineerId, rung, weekdays: row.weekdays.map(nameOf), ...hours, everyWeeks, startsOn, endsOn }
}

export function saySwap({ id, engineerId, rung, startsAt, endsAt }: SwapRecord): z.output<typeof onCallSwap> {
  return { id, engineer: engineerId, rung, from: sayInstant(startsAt), to: sayInstant(endsAt) }
}

export function sayOnCall(at: Date, { rungs, gaps }: OnCallNow): z.output<typeof onCall> {
  return {
    at: sayInstant(at),
    rungs: rungs.map(({ rung, engineer, next }) => ({
      rung,
      engineer: sayPerson(engineer),
      until: next === null ? null : sayInstant(next.at),
      next: sayPerson(next?.engineer ?? null),
    })),
    gaps: gaps.map(({ from, to }) => ({ from: sayInstant(from), to: sayInstant(to) })),
  }
}

function sayPerson(engineer: Engineer | null) {
  return engineer === null ? null : { id: engineer.id, name: engineer.name }
}

function nameOf(weekday: number): string {
  return weekdays[weekday - 1] ?? ''
}

/** 480 is "08:00", 1440 "24:00". */
function sayMinute(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}
