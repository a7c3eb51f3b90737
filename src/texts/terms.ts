// Terms of training and fixed tasks as both sides read them, with the time on the reader's own clock first.
import type { Language } from '../domain/language.ts'
import { join, type RichText } from '../domain/rich-text.ts'
import type { WorkTerms } from '../domain/work-terms.ts'
import { sayDuration } from './duration.ts'
import { sayMoney } from './money.ts'
import { say, sayText } from './render.ts'
import { sayWhenAt } from './when.ts'

type Terms = Pick<WorkTerms, 'kind' | 'system' | 'goals' | 'startsAt' | 'seconds' | 'priceCents' | 'currency'>

/** What is proposed; the client has not agreed yet. */
export function sayTerms(
  language: Language,
  terms: Terms,
  { number, engineer, zone }: { readonly number: string; readonly engineer: string; readonly zone: string | null },
): RichText {
  const kind = sayText(language, `work-${terms.kind}`)
  return join(
    [say(language, 'terms-proposed', { number, engineer, kind }), lines(language, terms, zone), say(language, 'terms-ask')],
    '\n\n',
  )
}

export function sayAgreedTerms(
  language: Language,
  terms: Terms,
  { number, zone }: { readonly number: string; readonly zone: string | null },
): RichText {
  const kind = sayText(language, `work-${terms.kind}`)
  return join([say(language, 'terms-agreed', { number, kind }), lines(language, terms, zone)], '\n\n')
}

/** A line for the ticket's page. */
export function sayAppointment(
  language: Language,
  terms: Terms & Pick<WorkTerms, 'state'>,
  reader: { readonly kind: string; readonly timeZone?: string | null },
): RichText {
  const when = sayWhenAt(language, terms.startsAt, reader.timeZone ?? null)
  const kind = sayText(language, `work-${terms.kind}`)
  return say(language, terms.state === 'agreed' ? 'ticket-terms-agreed' : 'ticket-terms-proposed', { kind, when })
}

function lines(
  language: Language,
  { system, goals, startsAt, seconds, priceCents, currency }: Terms,
  zone: string | null,
): RichText {
  return say(language, 'terms-lines', {
    system,
    goals,
    when: sayWhenAt(language, startsAt, zone),
    time: sayDuration(language, seconds * 1000),
    price: sayMoney(language, priceCents, currency),
  })
}
