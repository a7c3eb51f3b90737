// A contact of a company: a new one, or one of its fields. Rights of one who is there are switched on the card.
import type { Form, FormAnswer } from '../../domain/conversation.ts'
import type { CompanyId, ContactId } from '../../domain/ids.ts'
import { changeContact } from '../../services/change-person.ts'
import { type ContactFields, registerContact } from '../../services/register-contact.ts'
import { sayText } from '../../texts/render.ts'
import type { EngineerTurn } from '../engineer-message.ts'
import { showContact } from '../records/contact-card.ts'
import { languageChoices, readColumn, readCompany, toLanguage } from './form-answers.ts'
import { answerOf, answerOrNull, type FormPlan } from './form-step.ts'

export const contactForm: FormPlan = {
  steps: [
    { field: 'company', ask: 'form-ask-company', when: ({ target }) => target === null, read: readCompany },
    { field: 'name', ask: 'form-ask-name-person', read: readColumn('contacts', 'name') },
    { field: 'telegramId', ask: 'form-ask-telegramId', optional: true, read: readColumn('contacts', 'telegramId') },
    { field: 'email', ask: 'form-ask-email', optional: true, read: readColumn('contacts', 'email') },
    { field: 'whatsapp', ask: 'form-ask-whatsapp', optional: true, read: readColumn('contacts', 'whatsapp') },
    { field: 'rights', ask: 'form-ask-rights', choices: rightChoices },
    { field: 'language', ask: 'form-ask-language', optional: true, choices: languageChoices },
    { field: 'timeZone', ask: 'form-ask-timeZone', optional: true, read: readColumn('contacts', 'timeZone') },
  ],
  async save(turn, form) {
    const { tx, desk, party } = turn
    const fields = toFields(form)
    if (form.only !== null) {
      const field = form.only as keyof ContactFields
      await changeContact(tx, desk, form.target as ContactId, { [field]: fields[field] }, party)
      return showContact(turn, form.target as ContactId)
    }
    const companyId = (form.target ?? answerOf(form, 'company')) as CompanyId
    const made = await registerContact(tx, companyId, fields, party)
    await showContact(turn, made.id as ContactId)
  },
}

const rights = {
  tickets: { loginAccess: true, mainUser: false, invoices: false },
  main: { loginAccess: true, mainUser: true, invoices: false },
  invoices: { loginAccess: false, mainUser: false, invoices: true },
  both: { loginAccess: true, mainUser: false, invoices: true },
} as const

type Rights = keyof typeof rights

function rightChoices({ party }: EngineerTurn): readonly FormAnswer[] {
  return (Object.keys(rights) as Rights[]).map((value) => ({ value, label: sayText(party.language, `button-rights-${value}`) }))
}

function toFields(form: Form): ContactFields {
  const chosen = answerOf(form, 'rights')
  return {
    name: answerOf(form, 'name'),
    email: answerOrNull(form, 'email'),
    telegramId: answerOrNull(form, 'telegramId'),
    whatsapp: answerOrNull(form, 'whatsapp'),
    language: toLanguage(answerOf(form, 'language')),
    timeZone: answerOrNull(form, 'timeZone'),
    ...(chosen in rights ? rights[chosen as Rights] : rights.tickets),
  }
}
