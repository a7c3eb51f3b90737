// A link code to hand over: as a link to tap, and as a picture for the phone beside one's own.
import type { ContactId, EngineerId } from '../../domain/ids.ts'
import { linkCodeMinutes } from '../../domain/link-code.ts'
import { issueLinkCode } from '../../services/issue-link-code.ts'
import { requestPicture } from '../../services/request-picture.ts'
import { say } from '../../texts/render.ts'
import type { EngineerTurn } from '../engineer-message.ts'
import { queueReply, reply } from '../turn.ts'

/** Until the picture is drawn: a message that finds its file missing holds the whole chat up while it waits. */
const drawingMilliseconds = 500

/** @throws Refusal `not-found`; `conflict` for somebody inactive. */
export async function giveLinkCode(
  turn: EngineerTurn,
  person: { readonly contactId: ContactId } | { readonly engineerId: EngineerId },
  name: string,
): Promise<void> {
  const { tx, desk, party } = turn
  const { code, links } = await issueLinkCode(tx, desk, person, party)
  const [link] = Object.values(links)
  const values = { name, minutes: String(linkCodeMinutes) }
  if (link === undefined) return reply(turn, 'record-code', { ...values, code })
  reply(turn, 'record-link', { ...values, link: Object.values(links).join('\n'), code })
  const attachmentId = await requestPicture(tx, 'link-code.png', { kind: 'qr', link, title: name })
  const caption = say(party.language, 'record-link-caption', { name })
  const dueAt = new Date(tx.now.getTime() + drawingMilliseconds)
  queueReply(turn, { type: 'files', attachmentIds: [attachmentId], caption }, { dueAt })
}
