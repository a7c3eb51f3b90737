// A company: a new one, or one of its fields. What only invoices need is not asked of a new one; it is changed where it is wanted.
import type { Form } from '../../domain/conversation.ts'
import type { CompanyId } from '../../domain/ids.ts'
import { toEmails } from '../../domain/import-columns.ts'
import { type BuyerFields, type CompanyFields, changeCompany, registerCompany } from '../../services/register-company.ts'
import { showCompany } from '../records/company-card.ts'
import { buyerSteps } from './buyer-steps.ts'
import { languageChoices, readColumn, toLanguage, yesNo } from './form-answers.ts'
import { answerOf, answerOrNull, type FormPlan } from './form-step.ts'

export const companyForm: FormPlan = {
  steps: [
    { field: 'name', ask: 'form-ask-name-company', read: readColumn('companies', 'name') },
    { field: 'externalId', ask: 'form-ask-externalId', optional: true, read: readColumn('companies', 'externalId') },
    { field: 'emails', ask: 'form-ask-emails', optional: true, read: readColumn('companies', 'emails') },
    { field: 'requestEmail', ask: 'form-ask-requestEmail', optional: true, read: readColumn('companies', 'requestEmail') },
    { field: 'language', ask: 'form-ask-language', optional: true, choices: languageChoices },
    { field: 'licence', ask: 'form-ask-licence', choices: yesNo },
    ...buyerSteps,
  ],
  async save(turn, form) {
    const fields = toFields(form)
    const { tx, party } = turn
    const company =
      form.target === null
        ? await registerCompany(tx, fields)
        : await changeCompany(tx, form.target as CompanyId, changeOf(form, fields), party)
    await showCompany(turn, company.id as CompanyId)
  },
}

function changeOf(form: Form, fields: CompanyFields): Partial<CompanyFields & BuyerFields> {
  const { only } = form
  if (only === 'vatRate') return { vatRate: answerOf(form, only) === '' ? null : Number(answerOf(form, only)) }
  const isBuyers = buyerSteps.some(({ field }) => field === only)
  if (isBuyers) return { [only as keyof BuyerFields]: answerOrNull(form, only as keyof BuyerFields) }
  return { [only as keyof CompanyFields]: fields[only as keyof CompanyFields] }
}

function toFields(form: Form): CompanyFields {
  return {
    name: answerOf(form, 'name'),
    externalId: answerOrNull(form, 'externalId'),
    emails: [...(toEmails(answerOf(form, 'emails')) ?? [])],
    requestEmail: answerOrNull(form, 'requestEmail'),
    language: toLanguage(answerOf(form, 'language')),
    licence: answerOf(form, 'licence') === 'true',
  }
}
