// An engineer or administrator as an administrator sees them.
import type { EngineerId } from '../../domain/ids.ts'
import type { Language } from '../../domain/language.ts'
import { join, type RichText } from '../../domain/rich-text.ts'
import { type EngineerCard, readEngineer } from '../../services/read-records.ts'
import { say, sayText } from '../../texts/render.ts'
import type { EngineerTurn } from '../engineer-message.ts'
import { replyWith } from '../turn.ts'
import { wordField } from './card-words.ts'

/** @throws Refusal `not-found`. */
export async function showEngineer(turn: EngineerTurn, id: EngineerId): Promise<void> {
  const card = await readEngineer(turn.tx, id)
  const { engineer } = card
  const { language } = turn.party
  const button = (label: string, action: string) => ({ label, data: `a:${id}:${action}` })
  const toggle = (right: 'admin' | 'public', has: boolean) =>
    button(`${has ? '✓' : '○'} ${sayText(language, `record-right-${right}`)}`, `en.${right}.${has ? 'off' : 'on'}`)
  const rights = [
    [toggle('admin', engineer.role === 'admin'), toggle('public', engineer.publicContact)],
    [button(sayText(language, 'button-link-code'), 'en.code'), button(sayText(language, 'button-change'), 'en.edit')],
    [button(sayText(language, 'button-deactivate'), 'en.off')],
  ]
  const revive = [[button(sayText(language, 'button-activate'), 'en.on')]]
  replyWith(turn, wordEngineer(language, card), { buttons: engineer.active ? rights : revive })
}

function wordEngineer(language: Language, { engineer, connected }: EngineerCard): RichText {
  const { name, email, telegramId, whatsapp } = engineer
  const state = engineer.active ? (connected ? 'record-connected' : 'record-not-connected') : 'record-inactive'
  return join([
    say(language, 'record-engineer', {
      name,
      role: sayText(language, engineer.role === 'admin' ? 'role-admin' : 'role-engineer'),
    }),
    say(language, state),
    ...wordField(language, 'email', email),
    ...wordField(language, 'telegramId', telegramId),
    ...wordField(language, 'whatsapp', whatsapp),
    ...wordField(language, 'language', engineer.language),
  ])
}
