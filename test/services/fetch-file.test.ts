// Files that clients send: fetched into the store, tried again, and never lost in silence.
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { FetchRefused } from '../../src/domain/channel.ts'
import { type FileStore, StoreUnavailable } from '../../src/domain/file-store.ts'
import type { AttachmentId, TicketId } from '../../src/domain/ids.ts'
import { newId } from '../../src/domain/ids.ts'
import { type FailedFile, type FetchFileDeps, fetchFile } from '../../src/services/fetch-file.ts'
import { createDeliveryDesk, type DeliveryDesk, silentLog } from '../support/delivery.ts'

let desk: DeliveryDesk
const told: FailedFile[] = []
beforeAll(async () => {
  desk = await createDeliveryDesk()
})
beforeEach(async () => {
  await desk.clear()
  desk.channel.downloads.clear()
  desk.files.kept.clear()
  told.length = 0
})
afterAll(() => desk.drop())

async function received(reference: string, ticketId: TicketId | null = null): Promise<AttachmentId> {
  const id = newId<AttachmentId>(desk.clock.now)
  await desk.database.transaction((tx) =>
    tx.sql.attachment.create({
      data: {
        id,
        ticketId,
        fileName: 'trace.pcap',
        mediaType: 'application/octet-stream',
        state: 'waiting',
        channel: 'telegram',
        account: '1',
        source: tx.secrets.seal(reference, `attachment:${id}`),
        dueAt: tx.now,
        createdAt: tx.now,
      },
    }),
  )
  return id
}

function fetch(id: AttachmentId, other: Partial<FetchFileDeps> = {}): Promise<void> {
  const { database, channels, files, processNumber } = desk.deps
  const notifyFileFailed = async (_tx: unknown, file: FailedFile) => {
    told.push(file)
  }
  return fetchFile({ database, channels, files, processNumber, notifyFileFailed, log: silentLog, ...other }, id)
}

async function row(id: AttachmentId) {
  const [found] = await desk.sql('SELECT * FROM attachment WHERE id = $1', [id])
  return found
}

test('a received file lands in the store, and what was needed to fetch it is cleared', async () => {
  desk.channel.downloads.set('ref', () => Readable.from([Buffer.from('abc'), Buffer.from('def')]))
  const id = await received('ref')
  await fetch(id)
  expect(await row(id)).toMatchObject({
    state: 'stored',
    bytes: '6',
    sha256: 'ab'.repeat(32),
    store_key: 'file-1',
    source: null,
    claimed_by: null,
  })
  expect(desk.files.kept.get('file-1')?.toString()).toBe('abcdef')
})

test('two workers fetch a file once', async () => {
  let downloads = 0
  desk.channel.downloads.set('ref', () => {
    downloads += 1
    return Readable.from([Buffer.from('abc')])
  })
  const id = await received('ref')
  await Promise.all([fetch(id), fetch(id), fetch(id)])
  expect(downloads).toBe(1)
})

test('a file larger than allowed is refused, the ticket shows it, and the sender is told once', async () => {
  desk.channel.downloads.set('ref', () => Readable.from([Buffer.alloc(60), Buffer.alloc(60)]))
  const ticketId = await desk.ticket()
  const id = await received('ref', ticketId)
  await fetch(id, { maxBytes: 100 })
  await fetch(id, { maxBytes: 100 })
  expect(await row(id)).toMatchObject({ state: 'refused', reason: 'too-large', source: null })
  expect(told).toEqual([
    { id, fileName: 'trace.pcap', channel: 'telegram', conversationId: null, commentId: null, ticketId, reason: 'too-large' },
  ])
  const events = await desk.sql('SELECT kind, data FROM ticket_event')
  expect(events).toEqual([{ kind: 'file-failed', data: { attachmentId: id, fileName: 'trace.pcap', reason: 'too-large' } }])
})

test('a file that has expired at the platform fails at once', async () => {
  const id = await received('unknown')
  await fetch(id)
  expect(await row(id)).toMatchObject({ state: 'failed', reason: 'expired' })
  expect(told).toHaveLength(1)
})

test('a platform that is away is asked eight times with growing waits, then the sender is told', async () => {
  desk.channel.downloads.set('ref', () => new FetchRefused('no connection', { gone: false }))
  const id = await received('ref')
  const waits: number[] = []
  for (let tries = 0; tries < 8; tries++) {
    await fetch(id)
    const found = await row(id)
    if (found?.['state'] !== 'waiting') break
    expect(told).toEqual([])
    waits.push((found['due_at'].getTime() - desk.clock.now.getTime()) / 1000)
    desk.clock.now = found['due_at']
  }
  expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128])
  expect(await row(id)).toMatchObject({ state: 'failed', reason: 'no connection', attempts: 8 })
  expect(told).toHaveLength(1)
})

test('a file that the store cannot take is fetched again for as long as it takes, and nobody is told that it is lost', async () => {
  desk.channel.downloads.set('ref', () => Readable.from([Buffer.from('abc')]))
  const id = await received('ref')
  const away: FileStore = {
    ...desk.files,
    put: async (stream) => {
      stream.destroy()
      throw new StoreUnavailable('the file storage answered 503 SlowDown')
    },
  }
  for (let tries = 0; tries < 20; tries++) {
    await fetch(id, { files: away })
    const found = await row(id)
    expect(found).toMatchObject({ state: 'waiting', reason: 'store-unavailable', attempts: 0, claimed_by: null })
    expect((found?.['due_at'].getTime() - desk.clock.now.getTime()) / 1000).toBe(60)
    desk.clock.now = found?.['due_at']
  }
  await fetch(id)
  expect(await row(id)).toMatchObject({ state: 'stored', reason: null })
  expect(told).toEqual([])
})

test('a download that breaks off is tried again and leaves nothing half', async () => {
  desk.channel.downloads.set('ref', () =>
    Readable.from(
      (async function* () {
        yield Buffer.from('abc')
        throw new Error('connection lost')
      })(),
    ),
  )
  const id = await received('ref')
  await fetch(id)
  expect(await row(id)).toMatchObject({ state: 'waiting', reason: 'unavailable', claimed_by: null })
  expect(desk.files.kept.size).toBe(0)
})

test('a download that never ends is broken off', async () => {
  desk.channel.downloads.set('ref', () => new Readable({ read() {} }))
  const id = await received('ref')
  await fetch(id, { maxSeconds: 0.05 })
  expect(await row(id)).toMatchObject({ state: 'waiting', reason: 'unavailable' })
})
