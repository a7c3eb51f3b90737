// /oncall: who is on call now and next, and when nobody is. "/oncall swap asta sat 18:00 sun 08:00" has somebody take over.
import { type Rung, swapFault } from '../../domain/on-call.ts'
import type { Engineer } from '../../domain/party.ts'
import { join, type RichText } from '../../domain/rich-text.ts'
import { readShift } from '../../domain/shift-words.ts'
import { addSwap } from '../../services/change-rota.ts'
import { findEngineerByName } from '../../services/find-engineer-by-name.ts'
import { type OnCallNow, readOnCall } from '../../services/read-on-call.ts'
import { say, sayText } from '../../texts/render.ts'
import { sayRung } from '../../texts/rung.ts'
import { sayWhen } from '../../texts/when.ts'
import type { Command } from '../command.ts'
import type { EngineerTurn } from '../engineer-message.ts'
import { reply, replyWith } from '../turn.ts'

export const onCallCommand: Command = {
  name: 'oncall',
  async run(turn, words) {
    const [verb = '', ...rest] = words.split(/\s+/u)
    if (verb === '') return showOnCall(turn as EngineerTurn)
    if (!swapWords.has(verb.toLowerCase())) return reply(turn, 'oncall-fault-form')
    await swap(turn as EngineerTurn, rest.join(' '))
  },
}

const swapWords = new Set(['swap', 'keisti', 'pakeisti'])
const selfWords = new Set(['', 'me', 'i', 'aš', 'as', 'mane'])
/** More gaps than anybody reads. */
const shownGaps = 6

async function showOnCall(turn: EngineerTurn): Promise<void> {
  const { tx, desk, party } = turn
  const now = await readOnCall(tx, desk, tx.now)
  const { language } = party
  const parts = [join([say(language, 'oncall-now'), ...now.rungs.map((rung) => wordRung(rung, party))])]
  if (now.gaps.length > 0)
    parts.push(join([say(language, 'oncall-gaps'), ...now.gaps.slice(0, shownGaps).map((gap) => wordGap(gap, party))]))
  parts.push(say(language, 'oncall-how'))
  replyWith(turn, join(parts, '\n\n'), { buttons: takeOverButtons(now, party) })
}

function wordRung({ rung, engineer, next }: OnCallNow['rungs'][number], { language }: Engineer): RichText {
  const nobody = sayText(language, 'oncall-nobody')
  const values = { rung: sayRung(language, rung), engineer: engineer?.name ?? nobody }
  if (next === null) return say(language, 'oncall-line', values)
  return say(language, 'oncall-line-next', { ...values, until: sayWhen(language, next.at), next: next.engineer?.name ?? nobody })
}

function wordGap({ from, to }: OnCallNow['gaps'][number], { language }: Engineer): RichText {
  return say(language, 'oncall-gap', { from: sayWhen(language, from), to: sayWhen(language, to) })
}

/** For the first rung, while somebody else (or nobody) is on it: until it passes on by itself. */
function takeOverButtons({ rungs: [first] }: OnCallNow, { id, language }: Engineer) {
  if (first === undefined || first.next === null || first.engineer?.id === id) return []
  const until = first.next.at
  const data = `o:${first.rung}:${Math.floor(until.getTime() / 60_000)}`
  return [[{ label: sayText(language, 'button-oncall-take', { until: sayWhen(language, until) }), data }]]
}

async function swap(turn: EngineerTurn, words: string): Promise<void> {
  const { tx, desk, party } = turn
  const read = readShift(words, tx.now)
  if ('fault' in read) {
    return read.fault === 'form'
      ? reply(turn, 'oncall-fault-form')
      : reply(turn, `oncall-fault-${read.fault}`, { word: read.word })
  }
  const isSelf = selfWords.has(read.name.toLowerCase())
  const engineer = isSelf ? party : await findEngineerByName(tx, desk, read.name)
  await makeSwap(turn, { engineer, rung: read.rung, from: read.from, to: read.to })
}

export interface WantedSwap {
  readonly engineer: Pick<Engineer, 'id' | 'name'>
  readonly rung: Rung
  readonly from: Date
  readonly to: Date
}

/** Makes the swap and says so, with a button to take it back; or says why it cannot be. */
export async function makeSwap(turn: EngineerTurn, { engineer, rung, from, to }: WantedSwap): Promise<void> {
  const { tx, desk, party } = turn
  const { language } = party
  const times = { from: sayWhen(language, from), to: sayWhen(language, to) }
  const fault = swapFault(from, to, tx.now)
  if (fault !== null) return reply(turn, `oncall-fault-${fault}`, times)
  const made = await addSwap(tx, desk, { engineerId: engineer.id, rung, startsAt: from, endsAt: to }, party)
  const values = {
    ...times,
    from: sayWhen(language, made.startsAt),
    engineer: engineer.name,
    rung: sayRung(language, rung),
  }
  const undo = { label: sayText(language, 'button-oncall-undo'), data: `o:${made.id}:undo` }
  reply(turn, 'oncall-swapped', values, { buttons: [[undo]] })
}
