// Terms of training or a fixed task, asked one after the other: on which system, its scope and goals, when, how long, at what price.
import type { Form, FormAnswer } from '../../domain/conversation.ts'
import { toDayNumber } from '../../domain/day-number.ts'
import { deskInstant } from '../../domain/desk-time.ts'
import { toMinutes } from '../../domain/opening-hours.ts'
import { readSpentTime } from '../../domain/spent-time.ts'
import { fixedTasks } from '../../domain/time-entry.ts'
import type { AgreedWorkKind } from '../../domain/work-terms.ts'
import { getTicketFor } from '../../services/find-ticket.ts'
import { findTicketCatalogue } from '../../services/find-ticket-catalogue.ts'
import { proposeWork } from '../../services/propose-work.ts'
import { sayDuration } from '../../texts/duration.ts'
import { sayMoney } from '../../texts/money.ts'
import { say, sayText } from '../../texts/render.ts'
import { sayTerms } from '../../texts/terms.ts'
import { sayWhenAt } from '../../texts/when.ts'
import type { EngineerTurn } from '../engineer-message.ts'
import { reply } from '../turn.ts'
import { answerOf, type FormPlan, type ReadAnswer } from './form-step.ts'

const mostCharacters = 500
const mostSeconds = 14 * 24 * 3600

export const workForm: FormPlan = {
  action: 'agree-terms',
  steps: [
    { field: 'work', ask: 'form-ask-work', when: ({ answers }) => answers['kind'] === undefined, choices: taskChoices },
    { field: 'system', ask: 'form-ask-system', choices: systemChoices, read: readText },
    { field: 'goals', ask: 'form-ask-goals', read: readText },
    { field: 'startsAt', ask: 'form-ask-startsAt', read: readStart },
    { field: 'duration', ask: 'form-ask-duration', read: readDuration },
    { field: 'price', ask: 'form-ask-price', choices: priceChoices, read: readPrice },
  ],
  async preview(turn, form) {
    const { language, name } = turn.party
    const { terms } = await toTerms(turn, form)
    return {
      text: sayTerms(language, terms, { number: form.target ?? '', engineer: name, zone: null }),
      confirm: sayText(language, 'button-terms-send'),
    }
  },
  async save(turn, form) {
    const { tx, desk, party } = turn
    const { terms, ticket } = await toTerms(turn, form)
    const { people } = await proposeWork(tx, desk, { ...terms, ticketId: ticket.id, by: party })
    reply(turn, people === 0 ? 'terms-nobody' : 'terms-sent', { number: form.target ?? '' }, { ticketId: ticket.id })
  },
}

function kindOf(form: Form): AgreedWorkKind {
  return (form.answers['kind']?.value ?? answerOf(form, 'work')) as AgreedWorkKind
}

async function toTerms(turn: EngineerTurn, form: Form) {
  const ticket = await getTicketFor(turn.tx, turn.party, Number(form.target))
  const catalogue = await findTicketCatalogue(turn.tx, turn.desk, ticket)
  const terms = {
    kind: kindOf(form),
    system: answerOf(form, 'system'),
    goals: answerOf(form, 'goals'),
    startsAt: new Date(answerOf(form, 'startsAt')),
    seconds: Number(answerOf(form, 'duration')),
    priceCents: BigInt(answerOf(form, 'price')),
    currency: catalogue.currency,
  }
  return { ticket, terms }
}

function taskChoices({ party }: EngineerTurn): readonly FormAnswer[] {
  return fixedTasks.map((value) => ({ value, label: sayText(party.language, `work-${value}`) }))
}

/** The client's system or the vendor's (RULES 4); any other can be typed. */
function systemChoices({ party }: EngineerTurn): readonly FormAnswer[] {
  const { language } = party
  return [sayText(language, 'terms-system-client'), sayText(language, 'terms-system-ours')].map((label) => ({
    value: label,
    label,
  }))
}

function wrong(
  { party }: EngineerTurn,
  why: 'form-press' | 'terms-wrong-start' | 'terms-wrong-duration' | 'terms-wrong-price',
): ReadAnswer {
  return { wrong: say(party.language, why) }
}

function readText(turn: EngineerTurn, text: string): ReadAnswer {
  const value = text.trim()
  if (value === '') return wrong(turn, 'form-press')
  return { value: value.slice(0, mostCharacters), label: value.slice(0, mostCharacters) }
}

/** "2026-12-08 10:00", on the desk's wall clock. */
function readStart(turn: EngineerTurn, text: string): ReadAnswer {
  const [, day = '', time = ''] = /^(\d{4}-\d\d-\d\d)[ T,]+(\d\d?:\d\d)$/.exec(text.trim()) ?? []
  const number = toDayNumber(day)
  const minute = toMinutes(time.padStart(5, '0'))
  if (number === null || minute === null) return wrong(turn, 'terms-wrong-start')
  const at = new Date(deskInstant(number, minute))
  if (!(at > turn.tx.now)) return wrong(turn, 'terms-wrong-start')
  return { value: at.toISOString(), label: sayWhenAt(turn.party.language, at, null) }
}

function readDuration(turn: EngineerTurn, text: string): ReadAnswer {
  const spent = readSpentTime(text)
  if (spent === null || spent.seconds === 0 || spent.seconds > mostSeconds) return wrong(turn, 'terms-wrong-duration')
  return { value: String(spent.seconds), label: sayDuration(turn.party.language, spent.seconds * 1000) }
}

/** What the catalogue says; another price can be agreed and typed. */
async function priceChoices(turn: EngineerTurn, form: Form): Promise<readonly FormAnswer[]> {
  const ticket = await getTicketFor(turn.tx, turn.party, Number(form.target))
  const catalogue = await findTicketCatalogue(turn.tx, turn.desk, ticket)
  const rate = catalogue.rates[kindOf(form)]
  if (rate === undefined || rate.by === 'request') return []
  const seconds = Number(answerOf(form, 'duration'))
  const cents = rate.by === 'task' ? rate.cents : Math.round((seconds / 3600) * rate.cents)
  return [{ value: String(cents), label: sayMoney(turn.party.language, cents, catalogue.currency) }]
}

function readPrice(turn: EngineerTurn, text: string): ReadAnswer {
  const [, whole, part = ''] = /^(\d{1,7})(?:[.,](\d{1,2}))?(?:\s*[A-Za-z]{3})?$/.exec(text.trim()) ?? []
  if (whole === undefined) return wrong(turn, 'terms-wrong-price')
  const cents = Number(whole) * 100 + Number(part.padEnd(2, '0'))
  return { value: String(cents), label: `${whole}.${part.padEnd(2, '0')}` }
}
