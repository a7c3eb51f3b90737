// What goes out besides plain texts: cards changed in place, files, menus.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type QueuedContent, queueMessages, replaceQueued } from '../../src/db/outbox.ts'
import type { AttachmentId } from '../../src/domain/ids.ts'
import { newId } from '../../src/domain/ids.ts'
import { createDeliveryDesk, type DeliveryDesk } from '../support/delivery.ts'

let desk: DeliveryDesk
beforeAll(async () => {
  desk = await createDeliveryDesk()
})
beforeEach(async () => {
  await desk.clear()
  desk.channel.script = null
  desk.channel.accepted.length = 0
  desk.channel.calls.length = 0
  desk.files.kept.clear()
})
afterAll(() => desk.drop())

const text = (words: string) => ({ text: words, marks: [] })
const edit = (words: string): QueuedContent => ({ type: 'edit', text: text(words) })

async function attachment(state: string, fileName: string): Promise<AttachmentId> {
  const id = newId<AttachmentId>(desk.clock.now)
  await desk.database.transaction((tx) =>
    tx.sql.attachment.create({
      data: {
        id,
        fileName,
        mediaType: 'image/png',
        state,
        bytes: 3,
        storeKey: state === 'stored' ? fileName : null,
        dueAt: tx.now,
        createdAt: tx.now,
      },
    }),
  )
  desk.files.kept.set(fileName, Buffer.from('abc'))
  return id
}

test('a card is changed in place, again and again, also by an edit of an edit', async () => {
  const id = await desk.chat('5')
  await desk.queue(id, ['card'])
  await desk.queue(id, ['v2'], { editsKey: 'card', content: edit('second') })
  await desk.deliver(id)
  await desk.queue(id, ['v3'], { editsKey: 'v2', content: edit('third') })
  await desk.deliver(id)
  const [card] = await desk.sql('SELECT external_id FROM chat_message')
  expect(desk.channel.shownTo('5')).toEqual(['card', `${card?.['external_id']} := second`, `${card?.['external_id']} := third`])
})

test('an edit of a message that never came to stand in the chat is said as a new one, and later edits change that one', async () => {
  const id = await desk.chat('5')
  await desk.queue(id, ['card'])
  await desk.queue(id, ['v2'], { editsKey: 'card', content: edit('second') })
  desk.channel.script = ({ shown }) => (shown === 'card' ? { kind: 'never', reason: 'bad-content' } : undefined)
  await desk.deliver(id)
  await desk.queue(id, ['v3'], { editsKey: 'card', content: edit('third') })
  await desk.deliver(id)
  const [said] = await desk.sql('SELECT external_id FROM chat_message')
  expect(desk.channel.shownTo('5')).toEqual(['second', `${said?.['external_id']} := third`])
})

test('a notice that has not left is replaced in place; one that has been tried is not', async () => {
  const id = await desk.chat('5')
  await desk.queue(id, ['one'], { dueAt: new Date(desk.clock.now.getTime() + 5000) })
  const replace = (words: string) =>
    desk.database.transaction((tx) => replaceQueued(tx, 'one', { type: 'text', text: text(words) }))
  expect(await replace('one and two')).toBe(true)
  desk.clock.advance(5)
  desk.channel.script = () => ({ kind: 'unknown', reason: 'timeout' })
  await desk.deliver(id)
  expect(await replace('one, two and three')).toBe(false)
  desk.channel.script = null
  desk.clock.advance(6)
  await desk.deliver(id)
  expect(desk.channel.shownTo('5')).toEqual(['one and two'])
  expect(await replace('too late')).toBe(false)
})

test('files go out with their caption, in their order, once they are fetched', async () => {
  const id = await desk.chat('5')
  const ids = [await attachment('stored', 'b.png'), await attachment('waiting', 'a.png')]
  await desk.queue(id, ['files'], { content: { type: 'files', attachmentIds: ids, caption: text('#10001') } })
  await desk.queue(id, ['after'])
  await desk.deliver(id)
  expect(desk.channel.calls).toEqual([])
  expect(await desk.row('files')).toMatchObject({ state: 'queued', attempts: 0 })
  await desk.sql(`UPDATE attachment SET state = 'stored', store_key = 'a.png'`)
  desk.clock.advance(2)
  await desk.deliver(id)
  expect(desk.channel.shownTo('5')).toEqual(['b.png | a.png | #10001', 'after'])
})

test('a file that takes long to come lets later messages pass after half a minute', async () => {
  const id = await desk.chat('5')
  await desk.queue(id, ['files'], { content: { type: 'files', attachmentIds: [await attachment('waiting', 'a.png')] } })
  await desk.queue(id, ['after'])
  for (let seconds = 0; seconds < 30; seconds += 2) {
    await desk.deliver(id)
    desk.clock.advance(2)
  }
  expect(desk.channel.calls).toEqual([])
  await desk.deliver(id)
  expect(desk.channel.shownTo('5')).toEqual(['after'])
  await desk.sql(`UPDATE attachment SET state = 'stored', store_key = 'a.png'`)
  desk.clock.advance(2)
  await desk.deliver(id)
  expect(desk.channel.shownTo('5')).toEqual(['after', 'a.png'])
})

test('a file that will never come is left out, and the reader is told which', async () => {
  const id = await desk.chat('5')
  const ids = [await attachment('stored', 'b.png'), await attachment('failed', 'trace.pcap')]
  await desk.queue(id, ['files'], { content: { type: 'files', attachmentIds: ids, caption: text('#10001') } })
  await desk.queue(id, ['lost'], { content: { type: 'files', attachmentIds: [await attachment('refused', 'huge.iso')] } })
  await desk.deliver(id)
  expect(desk.channel.shownTo('5')).toEqual([
    'b.png | #10001\nA file is missing here, it could not be fetched: trace.pcap',
    'A file is missing here, it could not be fetched: huge.iso',
  ])
})

test('a command menu is set in its turn and leaves no message behind', async () => {
  const id = await desk.chat('5')
  await desk.queue(id, ['before'])
  await desk.queue(id, ['menu'], { content: { type: 'menu', entries: [{ command: 'new', description: 'New ticket' }] } })
  await desk.deliver(id)
  expect(desk.channel.shownTo('5')).toEqual(['before', 'menu'])
  expect(await desk.row('menu')).toMatchObject({ state: 'sent' })
  expect(await desk.sql('SELECT 1 FROM chat_message')).toHaveLength(1)
})

test('the same message queued twice is said once, whichever transaction comes first', async () => {
  const id = await desk.chat('5')
  await Promise.all([desk.queue(id, ['one']), desk.queue(id, ['one'])])
  await desk.queue(id, ['one', 'two'])
  await desk.deliver(id)
  expect(desk.channel.shownTo('5')).toEqual(['one', 'two'])
})

test('a message for someone without a chat stands in the ledger with its reason and is never sent', async () => {
  await desk.database.transaction((tx) =>
    queueMessages(tx, [
      {
        conversationId: null,
        channel: 'telegram',
        kind: 'ticket.comment',
        dedupKey: 'unlinked',
        push: true,
        skipped: 'not-connected',
        content: { type: 'text', text: text('secret words') },
      },
    ]),
  )
  expect(await desk.row('unlinked')).toMatchObject({ state: 'skipped', reason: 'not-connected', content: null })
  expect(desk.wakes).toEqual([])
})

test('texts that wait lie encrypted, bound to their row', async () => {
  const id = await desk.chat('5')
  await desk.queue(id, ['My password is hunter2', 'other'])
  const row = await desk.row('My password is hunter2')
  expect(row.content?.includes('hunter2')).toBe(false)
  await desk.sql(`UPDATE outbox_message SET content = $1 WHERE dedup_key = 'other'`, [row.content])
  await desk.deliver(id)
  expect(await desk.row('other')).toMatchObject({ state: 'failed', reason: 'unreadable' })
})
