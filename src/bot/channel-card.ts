// The card of a messenger's connection for administrators: "w:<card>:<verb>". What pairs an account is a login secret: it is
// asked for, and shown, in a private chat of another messenger alone.
import type { OutboundButton } from '../domain/channel.ts'
import type { ChannelRequestWord } from '../domain/channel-state.ts'
import { Refusal } from '../domain/errors.ts'
import type { Language } from '../domain/language.ts'
import { join, type RichText } from '../domain/rich-text.ts'
import { askChannel } from '../services/ask-channel.ts'
import type { ChannelView } from '../services/read-channels.ts'
import { sayChannelAdvice, sayChannelName, sayChannelState } from '../texts/channel-words.ts'
import { sayDuration } from '../texts/duration.ts'
import { sayShare } from '../texts/figures.ts'
import { say, sayText } from '../texts/render.ts'
import { sayWhen } from '../texts/when.ts'
import { type Card, changeCard, sayCard } from './card.ts'
import { findManaged, managedChannel } from './channel-account.ts'
import type { EngineerTurn } from './engineer-message.ts'
import { beginForm } from './forms/form-walk.ts'
import { reply, type Turn } from './turn.ts'

export async function showChannel(turn: EngineerTurn): Promise<void> {
  const view = await findManaged(turn)
  if (view === null) return reply(turn, 'channel-off', { channel: sayChannelName(turn.party.language, managedChannel) })
  sayCard(turn, 'channel', wordCard(turn, view))
}

/** @throws Refusal `stale-button`, and those of askChannel. */
export async function pressChannel(turn: EngineerTurn, card: string, verb: string): Promise<void> {
  const view = await findManaged(turn)
  if (view === null || !/^[a-z0-9]{1,12}$/.test(card)) throw new Refusal('stale-button')
  switch (verb) {
    case 'refresh':
      return changeCard(turn, 'channel', card, wordCard(turn, view))
    case 'pair-qr':
      if (!mayPairHere(turn)) return reply(turn, 'channel-pair-elsewhere')
      await ask(turn, view, verb)
      return reply(turn, 'channel-pair-begun')
    case 'pair-code':
      if (!mayPairHere(turn)) return reply(turn, 'channel-pair-elsewhere')
      return beginForm(turn, 'pairing')
    case 'forget':
      return changeCard(turn, 'channel', card, wordForget(turn.party.language))
    case 'forget!':
      await ask(turn, view, 'forget')
      return reply(turn, 'channel-forgotten')
    case 'resume':
      await ask(turn, view, verb)
      return reply(turn, 'channel-resumed')
    default:
      throw new Refusal('stale-button')
  }
}

/** @throws Refusal of askChannel */
async function ask(turn: EngineerTurn, view: ChannelView, what: ChannelRequestWord): Promise<void> {
  const asked = { what, number: null, shownTo: turn.party.id, conversationId: turn.conversation.id }
  await askChannel(turn.tx, turn.desk, view, asked, turn.party)
}

/** Never through the messenger that is being paired. */
function mayPairHere({ conversation }: Turn): boolean {
  return conversation.private && conversation.channel !== managedChannel
}

function wordCard(turn: EngineerTurn, view: ChannelView): (card: string) => Card {
  const text = wordChannel(turn.party.language, view, turn.tx.now)
  return (card) => ({ text, buttons: buttonsOf(turn, view, card) })
}

/** What is known, a line each; nothing where there is nothing to say. */
function wordChannel(language: Language, view: ChannelView, now: Date): RichText {
  const { standing } = view
  const channel = sayChannelName(language, view.channel)
  if (standing === null)
    return join([say(language, 'channel-unreported', { channel, role: view.channel }), ...wordTraffic(language, view)])
  const { breakerUntil, request } = standing
  const advice = sayChannelAdvice(language, standing)
  const since = sayWhen(language, standing.since)
  return join([
    say(language, 'channel-title', { channel, state: sayChannelState(language, standing), since }),
    ...(advice === null ? [] : [advice]),
    ...(request === null ? [] : [say(language, 'channel-asked', { what: sayText(language, `channel-request-${request}`) })]),
    ...(breakerUntil !== null && breakerUntil > now
      ? [say(language, 'channel-breaker', { until: sayWhen(language, breakerUntil) })]
      : []),
    ...wordTraffic(language, view),
    ...wordFigures(language, standing.figures),
  ])
}

function wordTraffic(language: Language, view: ChannelView): readonly RichText[] {
  const { lastInboundAt, lastOutboundAt, outboxWaiting, outboxOldestSeconds, inboxOldestSeconds } = view
  const when = (at: Date | null) => (at === null ? sayText(language, 'channel-never') : sayWhen(language, at))
  const age = (seconds: number) => sayDuration(language, seconds * 1000)
  return [
    say(language, 'channel-last', { inbound: when(lastInboundAt), outbound: when(lastOutboundAt) }),
    ...(outboxWaiting === 0 ? [] : [say(language, 'channel-queue', { count: outboxWaiting, age: age(outboxOldestSeconds) })]),
    ...(inboxOldestSeconds < 60 ? [] : [say(language, 'channel-inbox', { age: age(inboxOldestSeconds) })]),
  ]
}

function wordFigures(language: Language, figures: NonNullable<ChannelView['standing']>['figures']): readonly RichText[] {
  const { received, sent, undecryptable, malformed, reconnected, undecryptableShare, words } = figures
  const values = {
    received: String(received),
    sent: String(sent),
    unreadable: String(undecryptable),
    share: sayShare(language, undecryptableShare ?? 0),
    malformed: String(malformed),
    reconnected: String(reconnected),
  }
  const told = Object.entries(words).map(([name, word]) => say(language, 'channel-word', { name, word }))
  return [say(language, 'channel-figures', values), ...told]
}

function buttonsOf(turn: EngineerTurn, { standing, pairs }: ChannelView, card: string): Card['buttons'] {
  const { language } = turn.party
  const button = (key: ButtonKey, verb: string): OutboundButton => ({ label: sayText(language, key), data: `w:${card}:${verb}` })
  const isOpen = standing?.state === 'open'
  const isPaired = standing !== null && pairs === true
  return [
    ...(isPaired && !isOpen ? [[button('button-pair-qr', 'pair-qr'), button('button-pair-code', 'pair-code')]] : []),
    ...(standing !== null && !isOpen && standing.state !== 'needs-pairing' ? [[button('button-try-now', 'resume')]] : []),
    ...(isPaired ? [[button('button-forget-pairing', 'forget')]] : []),
    [button('button-refresh', 'refresh')],
  ]
}

function wordForget(language: Language): (card: string) => Card {
  const button = (key: ButtonKey, verb: string, card: string) => [{ label: sayText(language, key), data: `w:${card}:${verb}` }]
  return (card) => ({
    text: say(language, 'channel-ask-forget'),
    buttons: [button('button-forget-pairing-yes', 'forget!', card), button('button-back', 'refresh', card)],
  })
}

type ButtonKey =
  | 'button-pair-qr'
  | 'button-pair-code'
  | 'button-try-now'
  | 'button-forget-pairing'
  | 'button-forget-pairing-yes'
  | 'button-back'
  | 'button-refresh'
