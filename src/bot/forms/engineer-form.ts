// An engineer or administrator: a new one, or one of their fields.
import type { Form, FormAnswer } from '../../domain/conversation.ts'
import type { EngineerId } from '../../domain/ids.ts'
import { changeEngineer } from '../../services/change-person.ts'
import { type EngineerFields, registerEngineer } from '../../services/register-engineer.ts'
import { sayText } from '../../texts/render.ts'
import type { EngineerTurn } from '../engineer-message.ts'
import { showEngineer } from '../records/engineer-card.ts'
import { languageChoices, readColumn, toLanguage, yesNo } from './form-answers.ts'
import { answerOf, answerOrNull, type FormPlan } from './form-step.ts'

export const engineerForm: FormPlan = {
  steps: [
    { field: 'name', ask: 'form-ask-name-person', read: readColumn('contacts', 'name') },
    { field: 'role', ask: 'form-ask-role', choices: roleChoices },
    { field: 'telegramId', ask: 'form-ask-telegramId', optional: true, read: readColumn('contacts', 'telegramId') },
    { field: 'email', ask: 'form-ask-email', optional: true, read: readColumn('contacts', 'email') },
    { field: 'publicContact', ask: 'form-ask-publicContact', choices: yesNo },
    { field: 'language', ask: 'form-ask-language', optional: true, choices: languageChoices },
  ],
  async save(turn, form) {
    const { tx, desk, party } = turn
    const fields = toFields(form)
    if (form.only !== null) {
      const field = form.only as keyof EngineerFields
      await changeEngineer(tx, desk, form.target as EngineerId, { [field]: fields[field] }, party)
      return showEngineer(turn, form.target as EngineerId)
    }
    const made = await registerEngineer(tx, fields, party)
    await showEngineer(turn, made.id as EngineerId)
  },
}

function roleChoices({ party }: EngineerTurn): readonly FormAnswer[] {
  return (['engineer', 'admin'] as const).map((value) => ({ value, label: sayText(party.language, `role-${value}`) }))
}

function toFields(form: Form): EngineerFields {
  return {
    name: answerOf(form, 'name'),
    role: answerOf(form, 'role') === 'admin' ? 'admin' : 'engineer',
    email: answerOrNull(form, 'email'),
    telegramId: answerOrNull(form, 'telegramId'),
    whatsapp: null,
    publicContact: answerOf(form, 'publicContact') === 'true',
    language: toLanguage(answerOf(form, 'language')),
  }
}
