// The number that is to be paired by a code. What the pairing shows comes later, in this very chat (services/show-pairing).
import { toPhoneNumber } from '../../domain/contact-address.ts'
import { Refusal } from '../../domain/errors.ts'
import { askChannel } from '../../services/ask-channel.ts'
import { say } from '../../texts/render.ts'
import { findManaged } from '../channel-account.ts'
import { reply } from '../turn.ts'
import { answerOf, type FormPlan } from './form-step.ts'

export const pairingForm: FormPlan = {
  steps: [
    {
      field: 'number',
      ask: 'form-ask-number',
      read({ party }, text) {
        const number = toPhoneNumber(text)
        return number === null ? { wrong: say(party.language, 'form-wrong-number') } : { value: number, label: number }
      },
    },
  ],
  async save(turn, form) {
    const view = await findManaged(turn)
    if (view === null) throw new Refusal('stale-button')
    const { tx, desk, party, conversation } = turn
    const number = answerOf(form, 'number').slice(1)
    const asked = { what: 'pair-code', number, shownTo: party.id, conversationId: conversation.id } as const
    await askChannel(tx, desk, view, asked, party)
    reply(turn, 'channel-pair-begun')
  },
}
