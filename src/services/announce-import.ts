// Tells the admin who sent a file what is in it and what became of it, in the chat it was sent in.
import type { Tx } from '../db/client.ts'
import { queueMessages } from '../db/outbox.ts'
import { findEngineer } from '../db/people.ts'
import type { ImportRecord } from '../db/record-imports.ts'
import type { OutboundButton } from '../domain/channel.ts'
import { channelOfConversation } from '../domain/conversation-channel.ts'
import type { FileFault, RowFault } from '../domain/import-rows.ts'
import type { Language } from '../domain/language.ts'
import { join, type RichText } from '../domain/rich-text.ts'
import { say, sayText } from '../texts/render.ts'
import type { ImportCheck } from './check-import.ts'
import type { Desk } from './desk.ts'

export type ImportNews =
  | { readonly phase: 'checked'; readonly check: ImportCheck }
  | {
      readonly phase: 'done'
      readonly created: number
      readonly changed: number
      readonly unchanged: number
      readonly refused: number
    }

/** As many as are read at once; the rest is counted. */
const shownFaults = 20

export async function announceImport(tx: Tx, desk: Desk, record: ImportRecord, news: ImportNews): Promise<void> {
  await tell(tx, desk, record, news.phase, (language) => {
    if (news.phase === 'done') {
      const { created, changed, unchanged, refused } = news
      const values = { file: record.fileName, created, changed, unchanged, refused }
      return { text: say(language, 'import-done', values) }
    }
    return { text: wordCheck(language, record, news.check), buttons: checkButtons(language, record, news.check) }
  })
}

export async function announceUnreadable(
  tx: Tx,
  desk: Desk,
  record: ImportRecord,
  { fault, word }: { readonly fault: FileFault['fault'] | 'not-text'; readonly word: string },
): Promise<void> {
  await tell(tx, desk, record, 'refused', (language) => ({
    text: join([say(language, `import-fault-${fault}`, { word }), say(language, 'import-nothing-done')]),
  }))
}

function wordCheck(language: Language, { fileName }: ImportRecord, check: ImportCheck): RichText {
  const { kind, rows, create, change, unchanged, faults } = check
  const head = say(language, 'import-checked', {
    file: fileName,
    kind: sayText(language, `import-kind-${kind}`),
    rows,
    create,
    change,
    unchanged,
    faulty: faults.length,
  })
  const lines = faults.slice(0, shownFaults).map((fault) => wordFault(language, fault))
  const more = faults.length - lines.length
  const rest = more > 0 ? [say(language, 'import-more-faults', { count: more })] : []
  const last = say(language, create + change === 0 ? 'import-nothing-new' : 'import-ask')
  return join([head, join([...lines, ...rest]), last], '\n\n')
}

/** "Line 3, email: this is no e-mail address". */
export function wordFault(language: Language, { line, field, reason }: RowFault): RichText {
  const why = sayText(language, `import-row-${reason}`)
  if (field === '') return say(language, 'import-row', { line: String(line), why })
  return say(language, 'import-row-field', { line: String(line), field, why })
}

function checkButtons(
  language: Language,
  { id }: ImportRecord,
  { create, change }: ImportCheck,
): readonly (readonly OutboundButton[])[] | undefined {
  if (create + change === 0) return undefined
  const label = sayText(language, 'button-import', { count: create + change })
  return [[{ label, data: `u:${id}:go` }], [{ label: sayText(language, 'button-cancel'), data: `u:${id}:cancel` }]]
}

async function tell(
  tx: Tx,
  desk: Desk,
  { id, conversationId, engineerId }: ImportRecord,
  what: string,
  word: (language: Language) => {
    readonly text: RichText
    readonly buttons?: readonly (readonly OutboundButton[])[] | undefined
  },
): Promise<void> {
  if (conversationId === null || engineerId === null) return
  // Somebody who is not with the desk any more is told nothing.
  const engineer = await findEngineer(tx, engineerId, desk.defaultLanguage)
  if (engineer === null) return
  const { text, buttons } = word(engineer.language)
  await queueMessages(tx, [
    {
      conversationId,
      channel: channelOfConversation(conversationId),
      kind: 'reply',
      dedupKey: `import:${id}:${what}`,
      content: { type: 'text', text, ...(buttons === undefined ? {} : { buttons }) },
      push: false,
      engineerId,
    },
  ])
}
