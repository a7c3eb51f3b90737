// /plan: the company's plan: until when, what is promised and included; and beside it what is not, with its price.
import { planlessState } from '../../domain/catalogue.ts'
import { workPrice } from '../../domain/work-price.ts'
import { type CompanyTerms, findTerms } from '../../services/find-terms.ts'
import { sayWorkPrice } from '../../texts/price.ts'
import type { Command } from '../command.ts'
import { sayPlan, sayPlanLimits } from '../plan-page.ts'
import { reply, replyWith, type Turn } from '../turn.ts'

export const planCommand: Command = {
  name: 'plan',
  async run(turn) {
    const { party, tx, desk } = turn
    if (party.kind !== 'contact') return
    const company = await findTerms(tx, desk, party.companyId, tx.now)
    const { plan, catalogue, endsOn } = company
    if (plan === null) return sayWithoutPlan(turn, company)
    // Two messages: what one has is read at a glance, the long list of the rest comes after it.
    replyWith(turn, sayPlan(party.language, { plan, catalogue, endsOn }))
    const limits = sayPlanLimits(party.language, { plan, catalogue })
    if (limits.text !== '') replyWith(turn, limits)
  },
}

function sayWithoutPlan(turn: Turn, { catalogue, licence }: CompanyTerms): void {
  const price = workPrice(catalogue, planlessState(catalogue, licence))
  if (price === null) reply(turn, 'plan-none-case-by-case')
  else reply(turn, 'plan-none', { price: sayWorkPrice(turn.party.language, price) })
}
