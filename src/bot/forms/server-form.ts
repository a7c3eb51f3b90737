// A new server of a company.
import type { CompanyId } from '../../domain/ids.ts'
import { registerServer } from '../../services/register-server.ts'
import { showCompany } from '../records/company-card.ts'
import { readColumn } from './form-answers.ts'
import { answerOf, answerOrNull, type FormPlan } from './form-step.ts'

export const serverForm: FormPlan = {
  steps: [
    { field: 'name', ask: 'form-ask-name-server', read: readColumn('servers', 'name') },
    { field: 'product', ask: 'form-ask-product', optional: true, read: readColumn('servers', 'product') },
    { field: 'version', ask: 'form-ask-version', optional: true, read: readColumn('servers', 'version') },
  ],
  async save(turn, form) {
    const companyId = form.target as CompanyId
    await registerServer(turn.tx, {
      companyId,
      name: answerOf(form, 'name'),
      product: answerOrNull(form, 'product'),
      version: answerOrNull(form, 'version'),
    })
    await showCompany(turn, companyId)
  },
}
