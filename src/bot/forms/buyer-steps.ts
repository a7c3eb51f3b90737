// How a company is named on invoices, and its tax: steps of the company's form that are asked only when one of them is changed.
import { printableLines } from '../../domain/printable-text.ts'
import { mostVatRate } from '../../domain/vat.ts'
import { sayDecimal } from '../../texts/money.ts'
import { say, sayText } from '../../texts/render.ts'
import type { EngineerTurn } from '../engineer-message.ts'
import type { FormStep, ReadAnswer } from './form-step.ts'

/** Never while a company is entered. */
const alone = { optional: true, when: () => false } as const

export const buyerSteps: readonly FormStep[] = [
  { field: 'legalName', ask: 'form-ask-legalName', ...alone, read: readText(200, ' ') },
  { field: 'registrationCode', ask: 'form-ask-registrationCode', ...alone, read: readText(50, ' ') },
  { field: 'vatCode', ask: 'form-ask-vatCode', ...alone, read: readText(50, ' ') },
  { field: 'address', ask: 'form-ask-address', ...alone, read: readText(500, '\n') },
  { field: 'vatRate', ask: 'form-ask-vatRate', ...alone, read: readRate },
  { field: 'vatExemption', ask: 'form-ask-vatExemption', ...alone, read: readText(300, '\n') },
]

function readText(most: number, between: string): (turn: EngineerTurn, text: string) => ReadAnswer {
  return ({ party }, text) => {
    const value = printableLines(text).join(between)
    if (value !== '' && value.length <= most) return { value, label: value }
    const fault = value === '' ? 'import-row-missing' : 'import-row-too-long'
    return { wrong: say(party.language, 'form-wrong', { why: sayText(party.language, fault) }) }
  }
}

/** "21", "21 %", "5,5": stored in thousandths. */
function readRate({ party }: EngineerTurn, text: string): ReadAnswer {
  const parts = /^(\d{1,3})(?:[.,](\d))?\s*%?$/.exec(text.trim())
  const rate = Number(parts?.[1]) * 10 + Number(parts?.[2] ?? 0)
  if (parts === null || rate > mostVatRate) return { wrong: say(party.language, 'form-wrong-rate') }
  return { value: String(rate), label: `${sayDecimal(party.language, String(rate / 10))} %` }
}
