// /rates: what work costs, by the company's catalogue.
import type { Catalogue } from '../../domain/catalogue.ts'
import type { Language } from '../../domain/language.ts'
import { join, type RichText } from '../../domain/rich-text.ts'
import { findPartyTerms } from '../../services/read-hours.ts'
import { sayMoney } from '../../texts/money.ts'
import { sayRate } from '../../texts/price.ts'
import { say } from '../../texts/render.ts'
import type { Command } from '../command.ts'
import { replyWith } from '../turn.ts'

export const ratesCommand: Command = {
  name: 'rates',
  async run(turn) {
    const { language } = turn.party
    const { catalogue, company } = await findPartyTerms(turn.tx, turn.desk, turn.party)
    const plan = company?.plan ?? null
    const last = plan === null ? say(language, 'rates-no-plan') : say(language, 'rates-plan', { plan: plan.name })
    const title = say(language, 'rates-title', { title: catalogue.title[language] })
    replyWith(turn, join([join([title, ...sayRates(language, catalogue)]), last], '\n\n'))
  },
}

function sayRates(language: Language, { rates, currency, incidents }: Catalogue): readonly RichText[] {
  const lines = Object.values(rates).map((rate) =>
    say(language, 'rates-line', { work: capital(rate.words[language]), price: sayRate(language, rate, currency) }),
  )
  return [...sayIncidents(language, incidents, currency), ...lines]
}

/** What a request outside a packet costs, where a vendor charges by the request (RULES 3). */
export function sayIncidents(language: Language, incidents: Catalogue['incidents'], currency: string): readonly RichText[] {
  if (incidents === null) return []
  const values = ({ cents, mostSeconds }: { readonly cents: number; readonly mostSeconds: number }) => ({
    amount: sayMoney(language, cents, currency),
    hours: String(mostSeconds / 3600),
  })
  return [
    say(language, 'rates-incident-support', values(incidents.support)),
    say(language, 'rates-incident-development', values(incidents.development)),
  ]
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
