// The draft's card: what the ticket will say, and a button for everything that can be changed.

import { replaceQueued } from '../db/outbox.ts'
import { callsForBlockers } from '../domain/blocker-call.ts'
import type { OutboundButton } from '../domain/channel.ts'
import { type Draft, joinParts } from '../domain/conversation.ts'
import type { Language } from '../domain/language.ts'
import { join, plain, type RichText } from '../domain/rich-text.ts'
import { summarise } from '../domain/ticket.ts'
import { priceUnder } from '../domain/work-price.ts'
import { shorten } from '../services/describe-ticket.ts'
import { findServers, type ServerChoice } from '../services/find-servers.ts'
import { type CompanyTerms, findTerms } from '../services/find-terms.ts'
import { listOpenNumbers } from '../services/list-tickets.ts'
import { nameFiles } from '../services/name-files.ts'
import { sayWorkPrice } from '../texts/price.ts'
import { sayPromise } from '../texts/promise.ts'
import { say, sayText } from '../texts/render.ts'
import type { ClientTurn } from './draft.ts'
import { priorityButtons } from './priority-buttons.ts'
import { queueReply } from './turn.ts'

/** Older cards have scrolled away: a new one is shown instead of changing it. */
const editSeconds = 120
/** Telegram takes 4096 characters; the description is cut to leave room for the rest. */
const shownDescription = 2500

/** Shows the draft as it is now, if its card does not: in place while the card is near, else below. */
export async function showDraft(turn: ClientTurn): Promise<void> {
  const draft = turn.conversation.dialogue
  if (draft?.kind !== 'draft' || draft.shown) return
  const facts = await findFacts(turn, draft)
  const text = wordDraft(turn, draft, facts)
  const buttons = await draftButtons(turn, draft, facts)
  const now = turn.tx.now.getTime()
  const near = draft.cardKey !== null && draft.cardAt !== null && now - draft.cardAt < editSeconds * 1000
  const pressed = turn.message.kind === 'press'
  const revision = draft.revision + 1
  if (draft.cardKey !== null && (near || pressed)) {
    const replaced = await replaceQueued(turn.tx, draft.cardKey, { type: 'text', text, buttons })
    if (!replaced) {
      queueReply(
        turn,
        { type: 'edit', text, buttons },
        { dedupKey: `${cardKey(turn, draft, revision)}:edit`, editsKey: draft.cardKey },
      )
    }
    turn.conversation.dialogue = { ...draft, revision, shown: true }
    return
  }
  const key = cardKey(turn, draft, revision)
  queueReply(turn, { type: 'text', text, buttons }, { dedupKey: key })
  turn.conversation.dialogue = { ...draft, revision, shown: true, cardKey: key, cardAt: now }
}

/** Takes the buttons off the card, with a last line that says what became of it. */
export async function closeCard(turn: ClientTurn, draft: Draft, lastLine: RichText): Promise<void> {
  if (draft.cardKey === null) return
  const text = join([wordDraft(turn, draft, await findFacts(turn, draft), false), lastLine], '\n\n')
  const dedupKey = `${cardKey(turn, draft, draft.revision + 1)}:close`
  queueReply(turn, { type: 'edit', text, instead: lastLine }, { dedupKey, editsKey: draft.cardKey })
}

function cardKey(turn: ClientTurn, draft: Draft, revision: number): string {
  return `draft:${turn.conversation.id}:${draft.id}:${revision}`
}

/** The title the ticket will have: the edited one, the first sentence, or the first file's name. */
export function draftSummary(draft: Draft, files: readonly string[]): string {
  return draft.summary ?? (summarise(joinParts(draft.parts)) || (files[0] ?? ''))
}

interface Facts {
  readonly files: readonly string[]
  readonly servers: readonly ServerChoice[]
  readonly company: CompanyTerms
}

async function findFacts({ tx, desk, party }: ClientTurn, draft: Draft): Promise<Facts> {
  return {
    files: await nameFiles(tx, draft.attachmentIds),
    servers: await findServers(tx, party.companyId),
    company: await findTerms(tx, desk, party.companyId, tx.now),
  }
}

function wordDraft(turn: ClientTurn, draft: Draft, { files, servers, company }: Facts, open = true): RichText {
  const { language } = turn.party
  const description = joinParts(draft.parts)
  const lines = [
    say(language, 'draft-title'),
    say(language, 'draft-summary', { summary: draftSummary(draft, files) || sayText(language, 'draft-no-summary') }),
    wordPriority(language, draft, company),
  ]
  if (servers.length > 0) lines.push(say(language, 'draft-server', { server: nameServer(language, draft, servers) }))
  if (files.length > 0) lines.push(say(language, 'draft-files', { count: files.length, files: files.slice(0, 10).join(', ') }))
  const details = description === '' ? [] : [plain(shorten(description, shownDescription))]
  const price = open ? wordPrice(language, company) : []
  return join(
    [join([...lines, ...price]), ...details, ...(open ? [guidance(language, draft, description, company)] : [])],
    '\n\n',
  )
}

function wordPriority(language: Language, draft: Draft, { terms, catalogue }: CompanyTerms): RichText {
  const priority = sayText(language, `priority-${draft.priority}`)
  const promise = terms.promises[draft.priority]
  if (promise === null) return say(language, 'draft-priority', { priority })
  return say(language, 'draft-priority-promised', { priority, promise: sayPromise(language, promise, catalogue.hours) })
}

function wordPrice(language: Language, { terms, catalogue }: CompanyTerms): readonly RichText[] {
  const price = priceUnder(catalogue, terms)
  if (price === 'covered') return []
  return [
    price === null ? say(language, 'draft-case-by-case') : say(language, 'draft-price', { price: sayWorkPrice(language, price) }),
  ]
}

function guidance(language: Language, draft: Draft, description: string, { terms }: CompanyTerms): RichText {
  if (draft.asking === 'blocker')
    return say(language, callsForBlockers(terms) ? 'draft-confirm-blocker' : 'draft-confirm-blocker-hours')
  if (draft.asking === 'summary') return say(language, 'draft-ask-summary')
  return say(language, description.length < 40 ? 'draft-hint-more' : 'draft-hint')
}

function nameServer(language: Language, draft: Draft, servers: readonly ServerChoice[]): string {
  if (draft.serverId === null) return sayText(language, 'draft-server-open')
  if (draft.serverId === 'unrelated') return sayText(language, 'server-none')
  return servers.find((server) => server.id === draft.serverId)?.name ?? sayText(language, 'draft-server-open')
}

async function draftButtons(
  turn: ClientTurn,
  draft: Draft,
  { servers, company }: Facts,
): Promise<readonly (readonly OutboundButton[])[]> {
  const { language, companyId } = turn.party
  const button = (key: string, action: string, values = {}): OutboundButton => ({
    label: sayText(language, key, values),
    data: `d:${draft.id}:${action}`,
  })
  if (draft.asking === 'blocker') {
    return [[button('button-create', 'create')], [button('button-not-blocker', 'p:high'), button('button-cancel', 'cancel')]]
  }
  const numbers = [...new Set([...draft.mentioned, ...(await listOpenNumbers(turn.tx, companyId, 3))])].slice(0, 5)
  const promised = { terms: company.terms, hours: company.catalogue.hours }
  const choose = priorityButtons(language, promised, draft.priority, (priority) => `d:${draft.id}:p:${priority}`)
  const serverRows =
    servers.length > 1
      ? [
          ...servers.map((server) => [{ label: server.name, data: `d:${draft.id}:s:${server.id}` }]),
          [button('button-unrelated', 's:unrelated')],
        ]
      : []
  return [
    ...choose,
    ...serverRows,
    [button('button-create', 'create')],
    ...numbers.map((number) => [button('button-add-to', `add:${number}`, { number: String(number) })]),
    [button('button-summary', 'summary'), button('button-cancel', 'cancel')],
  ]
}
