// A broadcast: to whom, the text, and how it will look and whom it will reach before anything is sent.
import { type Audience, mostBroadcastCharacters } from '../../domain/broadcast.ts'
import type { Form, FormAnswer } from '../../domain/conversation.ts'
import type { CompanyId } from '../../domain/ids.ts'
import { join, plain } from '../../domain/rich-text.ts'
import { beginBroadcast, measureAudience } from '../../services/begin-broadcast.ts'
import { listAudiences } from '../../services/list-audiences.ts'
import { wordProgress } from '../../services/show-broadcast.ts'
import { say, sayText } from '../../texts/render.ts'
import type { EngineerTurn } from '../engineer-message.ts'
import { queueReply } from '../turn.ts'
import { readCompany } from './form-answers.ts'
import { answerOf, type FormPlan, type FormStep, type ReadAnswer } from './form-step.ts'

type Kind = Audience['kind']

/** The same field, asked in the way that the audience wants. */
function which(kind: Kind, step: Omit<FormStep, 'field' | 'when'>): FormStep {
  return { ...step, field: 'which', when: (form) => answerOf(form, 'audience') === kind }
}

export const broadcastForm: FormPlan = {
  steps: [
    { field: 'audience', ask: 'form-ask-audience', choices: kindChoices },
    which('plan', { ask: 'form-ask-which-plan', choices: async ({ tx }) => toChoices((await listAudiences(tx)).plans) }),
    which('product', { ask: 'form-ask-which-product', choices: async ({ tx }) => toChoices((await listAudiences(tx)).products) }),
    which('company', { ask: 'form-ask-company', read: readCompany }),
    { field: 'text', ask: 'form-ask-text', read: readText },
  ],
  async preview(turn, form) {
    const { language } = turn.party
    const { contactIds, connected } = await measureAudience(turn.tx, toAudience(form))
    const count = contactIds.length
    const text = join([say(language, 'broadcast-preview', { count, connected }), plain(answerOf(form, 'text'))], '\n\n')
    return { text, confirm: count === 0 ? null : sayText(language, 'button-broadcast-send', { count }) }
  },
  async save(turn, form) {
    const { tx, party, conversation } = turn
    const cardKey = `broadcast-card:${conversation.id}:${form.id}`
    const begun = await beginBroadcast(tx, { audience: toAudience(form), text: answerOf(form, 'text') }, party, {
      conversationId: conversation.id,
      cardKey,
    })
    const { people } = begun
    const card = wordProgress(party.language, begun, { people, sent: 0, failed: 0, skipped: 0, waiting: 0, left: people })
    queueReply(turn, { type: 'text', ...card }, { dedupKey: cardKey })
  },
}

function kindChoices({ party }: EngineerTurn): readonly FormAnswer[] {
  const kinds = ['all', 'plan', 'product', 'company'] as const
  return kinds.map((value) => ({ value, label: sayText(party.language, `button-audience-${value}`) }))
}

function toChoices(words: readonly string[]): readonly FormAnswer[] {
  return words.map((word) => ({ value: word, label: word }))
}

function readText({ party }: EngineerTurn, text: string): ReadAnswer {
  const value = text.trim()
  if (value === '') return { wrong: say(party.language, 'form-press') }
  if (value.length > mostBroadcastCharacters)
    return {
      wrong: say(party.language, 'broadcast-too-long', { most: String(mostBroadcastCharacters), length: String(value.length) }),
    }
  return { value, label: value }
}

function toAudience(form: Form): Audience {
  const kind = answerOf(form, 'audience') as Kind
  const word = answerOf(form, 'which')
  switch (kind) {
    case 'all':
      return { kind }
    case 'plan':
      return { kind, plan: word }
    case 'product':
      return { kind, product: word }
    case 'company':
      return { kind, companyId: word as CompanyId }
  }
}
