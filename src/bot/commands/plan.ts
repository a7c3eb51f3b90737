// /plan: the company's plan: until when, what is promised and included; beside it what is not, with its price; and what of it, and of
// prepaid time, is used and left.
import { type Plan, planlessState } from '../../domain/catalogue.ts'
import { join } from '../../domain/rich-text.ts'
import { workPrice } from '../../domain/work-price.ts'
import { type CompanyTerms, findTerms } from '../../services/find-terms.ts'
import { readUsage } from '../../services/read-usage.ts'
import { sayWorkPrice } from '../../texts/price.ts'
import { say } from '../../texts/render.ts'
import { sayUsage } from '../../texts/usage.ts'
import type { Command } from '../command.ts'
import { sayPlan, sayPlanLimits } from '../plan-page.ts'
import { reply, replyWith, type Turn } from '../turn.ts'

export const planCommand: Command = {
  name: 'plan',
  async run(turn) {
    const { party, tx, desk } = turn
    if (party.kind !== 'contact') return
    const company = await findTerms(tx, desk, party.companyId, tx.now)
    const { plan } = company
    if (plan === null) sayWithoutPlan(turn, company)
    else sayWithPlan(turn, { ...company, plan })
    const usage = await readUsage(tx, desk, party.companyId)
    if (usage.length > 0) {
      const lines = usage.map((one) => sayUsage(party.language, one))
      replyWith(turn, join([say(party.language, 'usage-title'), ...lines]))
    }
  },
}

function sayWithPlan(turn: Turn, { plan, catalogue, endsOn }: CompanyTerms & { readonly plan: Plan }): void {
  const { language } = turn.party
  // Two messages: what one has is read at a glance, the long list of the rest comes after it.
  replyWith(turn, sayPlan(language, { plan, catalogue, endsOn }))
  const limits = sayPlanLimits(language, { plan, catalogue })
  if (limits.text !== '') replyWith(turn, limits)
}

function sayWithoutPlan(turn: Turn, { catalogue, licence }: CompanyTerms): void {
  const price = workPrice(catalogue, planlessState(catalogue, licence))
  if (price === null) reply(turn, 'plan-none-case-by-case')
  else reply(turn, 'plan-none', { price: sayWorkPrice(turn.party.language, price) })
}
