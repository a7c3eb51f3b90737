// /quiet, /away, /back: when an engineer rests, and who takes their tickets meanwhile.
import type { Engineer } from '../../domain/party.ts'
import { readAwayUntil, readQuietHours, sayQuietHours } from '../../domain/rest.ts'
import { join, type RichText } from '../../domain/rich-text.ts'
import { giveData, shortName } from '../../services/suggest-assignee.ts'
import { changeQuietHours, comeBack, goAway, type Leave, type Offer, readRest } from '../../services/take-rest.ts'
import { say, sayText } from '../../texts/render.ts'
import { sayRung } from '../../texts/rung.ts'
import { sayWhen } from '../../texts/when.ts'
import type { Command } from '../command.ts'
import type { EngineerTurn } from '../engineer-message.ts'
import { reply, replyWith } from '../turn.ts'

const offWords = new Set(['off', 'išjungti', 'isjungti'])

export const quietCommand: Command = {
  name: 'quiet',
  async run(turn, words) {
    const { tx, party } = turn as unknown as EngineerTurn
    if (words === '') {
      const { quiet } = await readRest(tx, party)
      return quiet === null ? reply(turn, 'quiet-none') : reply(turn, 'quiet-now', { hours: sayQuietHours(quiet) })
    }
    if (offWords.has(words.toLowerCase())) {
      await changeQuietHours(tx, party, null)
      return reply(turn, 'quiet-off')
    }
    const hours = readQuietHours(words)
    if (hours === null) return reply(turn, 'quiet-form')
    await changeQuietHours(tx, party, hours)
    reply(turn, 'quiet-set', { hours: sayQuietHours(hours) })
  },
}

export const awayCommand: Command = {
  name: 'away',
  async run(turn, words) {
    const mine = turn as unknown as EngineerTurn
    const read = readAwayUntil(words, turn.tx.now)
    if ('fault' in read) return reply(turn, `away-fault-${read.fault}`, 'word' in read ? { word: read.word } : {})
    const leave = await goAway(mine.tx, mine.desk, mine.party, read.until)
    replyWith(mine, wordLeave(mine.party, read.until, leave), { buttons: giveButtons(mine.party, leave.offers) })
  },
}

export const backCommand: Command = {
  name: 'back',
  async run(turn) {
    const { tx, party } = turn as unknown as EngineerTurn
    const { language } = party
    const tickets = await comeBack(tx, party)
    const lines = tickets.map(({ number, priority, summary }) =>
      say(language, 'rest-ticket', { number: String(number), priority: sayText(language, `priority-${priority}`), summary }),
    )
    const list = lines.length === 0 ? [] : [join([say(language, 'back-tickets', { count: lines.length }), ...lines])]
    replyWith(turn, join([say(language, 'back-set'), ...list], '\n\n'))
  },
}

function wordLeave({ language }: Engineer, until: Date | null, { offers, shift }: Leave): RichText {
  const parts = [
    until === null ? say(language, 'away-set-open') : say(language, 'away-set', { until: sayWhen(language, until) }),
    offers.length === 0
      ? say(language, 'away-tickets-none')
      : join([say(language, 'away-tickets', { count: offers.length }), ...offers.map((offer) => wordOffer(language, offer))]),
  ]
  if (shift !== null) {
    const from = sayWhen(language, shift.from)
    parts.push(say(language, 'away-shift', { rung: sayRung(language, shift.rung), from, example: 'sat 18:00 sun 08:00' }))
  }
  return join(parts, '\n\n')
}

function wordOffer(language: Engineer['language'], { ticket, suggested }: Offer): RichText {
  const { number, priority, summary } = ticket
  const values = { number: String(number), priority: sayText(language, `priority-${priority}`), summary }
  return suggested === null
    ? say(language, 'rest-ticket', values)
    : say(language, 'rest-ticket-suggested', { ...values, engineer: suggested.name })
}

/** Whoever goes may hand each ticket to whoever is suggested, without waiting for them. */
function giveButtons({ language }: Engineer, offers: readonly Offer[]) {
  return offers.slice(0, 12).flatMap(({ ticket: { number }, suggested }) => {
    if (suggested === null) return []
    const label = sayText(language, 'button-give-number', { number: String(number), engineer: shortName(suggested.name) })
    return [[{ label, data: giveData(number, suggested.id) }]]
  })
}
