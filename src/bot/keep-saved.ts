// "/saved add greeting lt Sveiki, {client}": saved replies added, changed and removed by their names. The language is the person's
// own unless it is written between name and text.
import { Refusal } from '../domain/errors.ts'
import { type Language, languages } from '../domain/language.ts'
import { toSavedName } from '../domain/saved-reply.ts'
import { addSaved, changeSaved, removeSaved } from '../services/keep-saved-replies.ts'
import { findSaved } from '../services/offer-saved-replies.ts'
import { sayText } from '../texts/render.ts'
import type { EngineerTurn } from './engineer-message.ts'
import { reply } from './turn.ts'

export type KeepVerb = 'add' | 'change' | 'remove'

/** What stands behind the verb. */
interface KeepWords {
  readonly name: string
  /** Null: none is written. */
  readonly language: Language | null
  readonly body: string
}

/** @param words what stands behind the verb. The text keeps its lines. */
export async function keepSaved(turn: EngineerTurn, verb: KeepVerb, words: string): Promise<void> {
  const read = readWords(words)
  if (toSavedName(read.name) === null) return reply(turn, 'saved-name-wrong')
  if (verb !== 'remove' && read.body === '') return reply(turn, 'saved-text-missing', { name: read.name })
  try {
    if (verb === 'add') await add(turn, read)
    else await changeOrRemove(turn, verb, read)
  } catch (error) {
    explain(turn, error, read)
  }
}

function readWords(words: string): KeepWords {
  const [, name = '', behind = ''] = /^(\S*)\s*([\s\S]*)$/u.exec(words) ?? []
  const [, code = '', rest = ''] = /^(\p{L}{2})(?:\s+([\s\S]*))?$/u.exec(behind) ?? []
  const language = languages.find((each) => each === code.toLowerCase()) ?? null
  return { name, language, body: language === null ? behind : rest }
}

async function add(turn: EngineerTurn, { name, language, body }: KeepWords): Promise<void> {
  const saved = await addSaved(turn.tx, { name, language: language ?? turn.party.language, body }, turn.party)
  reply(turn, 'saved-added', { name: saved.name, language: nameOf(turn, saved.language) })
}

async function changeOrRemove(turn: EngineerTurn, verb: 'change' | 'remove', words: KeepWords): Promise<void> {
  const found = await findMeant(turn, words)
  if (found === null) return reply(turn, 'saved-unknown', { name: words.name })
  const values = { name: found.name, language: nameOf(turn, found.language) }
  if (verb === 'remove') {
    const { body } = await removeSaved(turn.tx, found.id, turn.party)
    return reply(turn, 'saved-removed', { ...values, text: body })
  }
  const { body } = await changeSaved(turn.tx, found.id, words.body, turn.party)
  reply(turn, 'saved-changed', { ...values, text: body })
}

/** The one in the written language; without one the only one, or the one in the person's own language. */
async function findMeant({ tx, party }: EngineerTurn, { name, language }: KeepWords) {
  const variants = await findSaved(tx, toSavedName(name) ?? '')
  const [only] = variants
  if (language === null && variants.length === 1) return only ?? null
  return variants.find((variant) => variant.language === (language ?? party.language)) ?? null
}

function nameOf({ party }: EngineerTurn, language: Language): string {
  return sayText(party.language, `language-${language}`)
}

/** What cannot be kept is told in the words of the command. @throws anything else */
function explain(turn: EngineerTurn, error: unknown, { name, language }: KeepWords): void {
  if (!(error instanceof Refusal)) throw error
  const { reason, words = '', placeholders = '' } = error.values
  switch (reason) {
    case 'saved-there':
      reply(turn, 'saved-there-already', { name, language: nameOf(turn, language ?? turn.party.language) })
      break
    case 'saved-long':
      reply(turn, 'saved-text-long')
      break
    case 'saved-placeholders':
      reply(turn, 'saved-placeholders-unknown', { words, placeholders })
      break
    default:
      throw error
  }
}
