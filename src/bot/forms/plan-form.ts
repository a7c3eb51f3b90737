// A support plan for a company: which one, from when, until when.
import { type Day, dayAt } from '../../domain/day.ts'
import type { CompanyId } from '../../domain/ids.ts'
import { subscribe } from '../../services/subscribe.ts'
import { say, sayText } from '../../texts/render.ts'
import type { EngineerTurn } from '../engineer-message.ts'
import { showCompany } from '../records/company-card.ts'
import { answerOf, answerOrNull, type FormPlan, type ReadAnswer } from './form-step.ts'

export const planForm: FormPlan = {
  steps: [
    {
      field: 'plan',
      ask: 'form-ask-plan',
      choices: ({ desk }) => desk.catalogues.standard.plans.map(({ name }) => ({ value: name, label: name })),
      read: (_, text) => ({ value: text.trim().slice(0, 100), label: text.trim().slice(0, 100) }),
    },
    {
      field: 'startsOn',
      ask: 'form-ask-startsOn',
      choices: ({ tx, party }) => [{ value: dayAt(tx.now), label: sayText(party.language, 'word-today') }],
      read: readDay,
    },
    { field: 'endsOn', ask: 'form-ask-endsOn', optional: true, read: readDay },
  ],
  async save(turn, form) {
    const companyId = form.target as CompanyId
    await subscribe(turn.tx, turn.desk, {
      companyId,
      plan: answerOf(form, 'plan'),
      catalogue: null,
      startsOn: answerOf(form, 'startsOn'),
      endsOn: answerOrNull(form, 'endsOn'),
      boughtOn: null,
      extendsId: null,
    })
    await showCompany(turn, companyId)
  },
}

function readDay({ party }: EngineerTurn, text: string): ReadAnswer {
  const day = toDay(text.trim())
  return day === null ? { wrong: say(party.language, 'form-wrong-day') } : { value: day, label: day }
}

/** "2026-11-28" or "28.11.2026"; null for a day that does not exist. */
function toDay(text: string): Day | null {
  const turned = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/u.exec(text)
  const day = turned === null ? text : `${turned[3]}-${turned[2]?.padStart(2, '0')}-${turned[1]?.padStart(2, '0')}`
  if (!/^(?:20|21)\d\d-\d\d-\d\d$/u.test(day)) return null
  const date = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day ? null : day
}
