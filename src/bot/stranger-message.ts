// Somebody the desk does not know. They are told how to connect and see their own id to pass on; nothing else, whatever
// they write, and a flood of messages gets one answer.
import type { InboundText } from '../domain/channel.ts'
import { idConnects } from '../domain/contact-address.ts'
import { Refusal } from '../domain/errors.ts'
import { findLinkCode } from '../domain/link-code.ts'
import type { Contact, Engineer } from '../domain/party.ts'
import type { RichText } from '../domain/rich-text.ts'
import { type LinkingChat, linkByCode, linkByStoredId } from '../services/link-identity.ts'
import { say, sayText, type TextValues } from '../texts/render.ts'
import { reply, replyWith, type Turn } from './turn.ts'

const greetAgainMinutes = 60
const startAgainSeconds = 30

export async function handleStrangerMessage(turn: Turn<InboundText>): Promise<void> {
  const code = findLinkCode(turn.message.text)
  if (code !== null) return redeem(turn, code)
  greet(turn, greetAgainMinutes * 60)
}

/** `/start`, with or without a code; also for people who are connected already. */
export async function start(turn: Turn<InboundText>, payload: string): Promise<void> {
  if (payload !== '') return redeem(turn, findLinkCode(payload) ?? payload)
  const linked = await linkByStoredId(turn.tx, turn.desk, linkingChat(turn))
  if (linked === null) greet(turn, startAgainSeconds)
  else welcome(turn, linked)
}

async function redeem(turn: Turn<InboundText>, code: string): Promise<void> {
  try {
    welcome(turn, await linkByCode(turn.tx, turn.desk, linkingChat(turn), code))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.code === 'code-invalid' && !idConnects(turn.conversation.channel)) reply(turn, 'refusal-code-invalid-alone')
    else reply(turn, `refusal-${error.code}`, { ...error.values, id: turn.message.sender.userId })
  }
}

function linkingChat(turn: Turn<InboundText>): LinkingChat {
  const { sender } = turn.message
  return {
    conversation: turn.conversation,
    party: turn.party,
    userId: sender.userId,
    username: sender.username ?? null,
    dedup: turn.key,
  }
}

/** The first message is exactly the sentence the vendor's manual promises (RULES 1); the second says what it means. */
function welcome(turn: Turn, linked: Contact | Engineer): void {
  const { language } = linked
  const self = { ...turn, party: { ...linked, identityId: turn.party.identityId } }
  reply(self, 'link-connected')
  replyWith(
    self,
    linked.kind === 'contact' ? welcomeContact(linked) : say(language, 'link-welcome-engineer', engineerValues(linked)),
  )
}

function welcomeContact(contact: Contact): RichText {
  const values = { name: contact.name, company: contact.companyName }
  if (!contact.loginAccess) return say(contact.language, 'link-welcome-finance', values)
  return say(contact.language, contact.invoices ? 'link-welcome-client-invoices' : 'link-welcome-client', values)
}

function engineerValues(engineer: Engineer): TextValues {
  return { name: engineer.name, role: sayText(engineer.language, `role-${engineer.role}`) }
}

function greet(turn: Turn<InboundText>, quietSeconds: number): void {
  const { conversation, tx } = turn
  if (conversation.greetedAt !== null && tx.now.getTime() - conversation.greetedAt.getTime() < quietSeconds * 1000) return
  conversation.greetedAt = tx.now
  if (idConnects(conversation.channel)) reply(turn, 'link-how-to', { id: turn.message.sender.userId })
  else reply(turn, 'link-how-to-code')
}
