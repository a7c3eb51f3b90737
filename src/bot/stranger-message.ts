// Somebody the desk does not know. They are told how to connect and see their own id to pass on; nothing else, whatever
// they write, and a flood of messages gets one answer.
import type { InboundText } from '../domain/channel.ts'
import { Refusal } from '../domain/errors.ts'
import { looksLikeLinkCode } from '../domain/link-code.ts'
import { linkByCode, linkByStoredId, type LinkingChat } from '../services/link-identity.ts'
import type { Contact, Engineer } from '../domain/party.ts'
import { roleOf } from '../domain/party.ts'
import { sayText } from '../texts/render.ts'
import { reply, type Turn } from './turn.ts'

const greetAgainMinutes = 60
const startAgainSeconds = 30

export async function handleStrangerMessage(turn: Turn<InboundText>): Promise<void> {
  const text = turn.message.text.trim()
  if (looksLikeLinkCode(text)) return redeem(turn, text)
  greet(turn, greetAgainMinutes * 60)
}

/** `/start`, with or without a code; also for people who are connected already. */
export async function start(turn: Turn<InboundText>, payload: string): Promise<void> {
  if (payload !== '') return redeem(turn, payload)
  const linked = await linkByStoredId(turn.tx, turn.desk, linkingChat(turn))
  if (linked === null) greet(turn, startAgainSeconds)
  else welcome(turn, linked)
}

async function redeem(turn: Turn<InboundText>, code: string): Promise<void> {
  try {
    welcome(turn, await linkByCode(turn.tx, turn.desk, linkingChat(turn), code))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    reply(turn, `refusal-${error.code}`, { ...error.values, id: turn.message.sender.userId })
  }
}

function linkingChat(turn: Turn<InboundText>): LinkingChat {
  const { sender } = turn.message
  return { conversation: turn.conversation, party: turn.party, userId: sender.userId, username: sender.username ?? null, dedup: turn.key }
}

/** The first message is exactly the sentence the vendor's manual promises (RULES 1); the second says what it means. */
function welcome(turn: Turn, linked: Contact | Engineer): void {
  const { language } = linked
  const party = { ...linked, identityId: turn.party.identityId }
  const self = { ...turn, party }
  reply(self, 'link-connected')
  const role = roleOf(linked)
  const values = { name: linked.name, company: linked.kind === 'contact' ? linked.companyName : '' }
  switch (role) {
    case 'client':
      return reply(self, linked.kind === 'contact' && linked.invoices ? 'link-welcome-client-invoices' : 'link-welcome-client', values)
    case 'finance':
      return reply(self, 'link-welcome-finance', values)
    case 'engineer':
    case 'admin':
      return reply(self, 'link-welcome-engineer', { name: linked.name, role: sayText(language, `role-${role}`) })
    case 'stranger':
      throw new Error('a stranger cannot be welcomed')
  }
}

function greet(turn: Turn<InboundText>, quietSeconds: number): void {
  const { conversation, tx } = turn
  if (conversation.greetedAt !== null && tx.now.getTime() - conversation.greetedAt.getTime() < quietSeconds * 1000) return
  conversation.greetedAt = tx.now
  reply(turn, 'link-how-to', { id: turn.message.sender.userId })
}
