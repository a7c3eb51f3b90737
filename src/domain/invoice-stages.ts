// When an invoice that is not paid is brought to mind: before its due day, on it, and after it.
import type { Day } from './day.ts'
import { addDays, type DayStage } from './day-stages.ts'

const offsets = {
  'due-in-7': -7,
  'due-in-1': -1,
  'due-today': 0,
  'overdue-1': 1,
  'overdue-7': 7,
  'overdue-14': 14,
  'overdue-30': 30,
} as const

export type InvoiceStage = keyof typeof offsets

/** In their order. On the day it was issued the invoice itself was told: what would be due by then is left out. */
export function invoiceStages({
  issuedOn,
  dueOn,
}: {
  readonly issuedOn: Day
  readonly dueOn: Day
}): readonly DayStage<InvoiceStage>[] {
  return (Object.keys(offsets) as InvoiceStage[])
    .map((name) => ({ name, on: addDays(dueOn, offsets[name]) }))
    .filter(({ on }) => on > issuedOn)
}
