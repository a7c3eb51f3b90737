// What a main user answers when they were asked about the company's contacts. What cannot be taken is said, and stays asked.
import { toTelegramId } from '../domain/contact-address.ts'
import type { ContactQuestion } from '../domain/conversation.ts'
import { toEmail } from '../domain/email-address.ts'
import { Refusal } from '../domain/errors.ts'
import type { ContactChange } from '../services/change-person.ts'
import { changeNoticeAddresses, changeOwnContact, listContacts } from '../services/manage-contacts.ts'
import { sayCard } from './card.ts'
import { shownContacts, wordContact, wordContactList } from './contact-pages.ts'
import { askAboutContacts } from './contact-question.ts'
import type { ClientTurn } from './draft.ts'
import { reply } from './turn.ts'
import { welcomeContact } from './welcome-contact.ts'

/** Written instead of an address, it clears what is there. */
const dash = /^[-–—]$/

export async function answerAboutContacts(turn: ClientTurn, question: ContactQuestion, answer: string): Promise<void> {
  const text = answer.trim()
  try {
    await take(turn, question, text)
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'conflict') throw error
    reply(turn, 'contacts-taken')
  }
}

async function take(turn: ClientTurn, question: ContactQuestion, text: string): Promise<void> {
  switch (question.asks) {
    case 'new-name':
      return isName(text) ? askAboutContacts(turn, { asks: 'new-id', name: text }) : reply(turn, 'contacts-fault-name')
    case 'new-id': {
      const telegramId = toTelegramId(text)
      if (telegramId === null) return reply(turn, 'contacts-fault-telegram', { word: text.slice(0, 100) })
      await welcomeContact(turn, question.name ?? '', telegramId)
      break
    }
    case 'name':
      if (!isName(text)) return reply(turn, 'contacts-fault-name')
      return change(turn, question, { name: text })
    case 'telegram': {
      const telegramId = dash.test(text) ? null : toTelegramId(text)
      if (telegramId === null && !dash.test(text)) return reply(turn, 'contacts-fault-telegram', { word: text.slice(0, 100) })
      return change(turn, question, { telegramId })
    }
    case 'email': {
      const email = dash.test(text) ? null : toEmail(text)
      if (email === null && !dash.test(text)) return reply(turn, 'contacts-fault-email', { word: text.slice(0, 100) })
      return change(turn, question, { email })
    }
    case 'emails':
    case 'request':
      return takeAddresses(turn, question.asks, text)
  }
  turn.conversation.dialogue = null
}

/** One line, as the API takes it. */
function isName(text: string): boolean {
  return text !== '' && text.length <= 200 && /^[^\p{Cc}\p{Cs}]*$/u.test(text)
}

async function change(turn: ClientTurn, question: ContactQuestion, wanted: ContactChange): Promise<void> {
  if (question.contactId === null) return
  const changed = await changeOwnContact(turn.tx, turn.desk, turn.party, question.contactId, wanted)
  turn.conversation.dialogue = null
  if (changed !== null) sayCard(turn, 'contacts', wordContact(turn.party.language, changed))
}

async function takeAddresses(turn: ClientTurn, asks: 'emails' | 'request', text: string): Promise<void> {
  const { tx, party } = turn
  const words = dash.test(text) ? [] : text.split(/[\s,;]+/u).filter((word) => word !== '')
  const wrong = words.find((word) => toEmail(word) === null)
  if (wrong !== undefined || (words.length === 0 && !dash.test(text)))
    return reply(turn, 'contacts-fault-email', { word: (wrong ?? text).slice(0, 100) })
  const most = asks === 'emails' ? 4 : 1
  if (words.length > most) return reply(turn, asks === 'emails' ? 'contacts-fault-emails' : 'contacts-ask-request')
  await changeNoticeAddresses(tx, party, asks === 'emails' ? { emails: words } : { requestEmail: words[0] ?? null })
  turn.conversation.dialogue = null
  sayCard(turn, 'contacts', wordContactList(party.language, await listContacts(tx, party, '', shownContacts)))
}
