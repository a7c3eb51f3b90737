// A file of records in an administrator's chat: taken in, checked once it is there, and imported after a press.
import { findMessageSubject } from '../../db/conversations.ts'
import type { InboundText } from '../../domain/channel.ts'
import { Refusal } from '../../domain/errors.ts'
import { isId } from '../../domain/ids.ts'
import { may } from '../../domain/permissions.ts'
import { cancelImport, expectImport, startImport } from '../../services/begin-import.ts'
import type { EngineerTurn } from '../engineer-message.ts'
import { takeContent } from '../inbound-content.ts'
import { reply, type Turn } from '../turn.ts'

/** Whether this is a file to import: a CSV from somebody who manages records, that is no answer to a ticket. */
export async function isImportFile({ message, party, conversation, tx }: EngineerTurn & Turn<InboundText>): Promise<boolean> {
  const [file, ...others] = message.files
  if (file === undefined || others.length > 0 || !may(party, 'manage-records')) return false
  if (!/\.csv$/iu.test(file.fileName) && file.mediaType !== 'text/csv') return false
  if (conversation.dialogue?.kind === 'answering') return false
  return message.replyTo === undefined || (await findMessageSubject(tx, conversation.id, message.replyTo)) === null
}

/** The words sent with it may say what is in it: "contacts". */
export async function takeImportFile(turn: EngineerTurn & Turn<InboundText>, messageIds: readonly string[]): Promise<void> {
  const { tx, message, party, conversation } = turn
  const { attachmentIds } = await takeContent(turn, messageIds)
  const [file] = message.files
  const [attachmentId] = attachmentIds
  if (file === undefined || attachmentId === undefined || file.tooLarge === true) return
  const hint = message.text.trim().slice(0, 40)
  const fileName = hint === '' ? file.fileName : `${file.fileName} (${hint})`
  await expectImport(tx, { fileName, attachmentId, conversationId: conversation.id, engineerId: party.id })
  reply(turn, 'import-reading', { file: file.fileName })
}

/** "u:<import>:go" or "u:<import>:cancel". @throws Refusal `stale-button`. */
export async function pressImport(turn: EngineerTurn, id: string, action: string): Promise<void> {
  if (!isId(id)) throw new Refusal('stale-button')
  if (action === 'go') {
    await startImport(turn.tx, id, turn.party.id)
    return reply(turn, 'import-running')
  }
  if (action !== 'cancel') throw new Refusal('stale-button')
  await cancelImport(turn.tx, id, turn.party.id)
  reply(turn, 'import-nothing-done')
}
