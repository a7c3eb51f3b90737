// With attachments in S3-compatible storage: what a client sends in the chat is kept there and reaches the engineer, also
// when the storage is away for a while.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { type S3Server, startS3Server } from '../support/s3-server.ts'
import { startTestService, type TestService } from '../support/service.ts'

type Person = Awaited<ReturnType<typeof connect>>

let storage: S3Server
let service: TestService
let people: DeskPeople
let ingrid: Person
let petras: Person

beforeAll(async () => {
  storage = await startS3Server()
  const { endpoint, bucket, accessKeyId, secretAccessKey, region } = storage.settings
  service = await startTestService({
    S3_ENDPOINT: endpoint,
    S3_BUCKET: bucket,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
    S3_REGION: region,
  })
  people = await createDeskPeople(service)
  petras = await connect(service, telegramIds.petras, 'Petras')
  ingrid = await connect(service, telegramIds.ingrid, 'Ingrid')
})

afterAll(async () => {
  await service.stop()
  await storage.close()
})

async function openTicket(): Promise<number> {
  const { number } = await service.api<{ number: number }>('POST', '/tickets', {
    company: people.otherCompany,
    contact: people.contacts.ingrid,
    summary: 'No audio',
    description: 'One way audio',
    priority: 'medium',
  })
  return number
}

test('a picture sent in the chat lies in the storage, and reaches the engineer as it was sent', async () => {
  const number = await openTicket()
  const picture = Buffer.from('not really a picture')
  ingrid.sendPhoto(picture, { caption: `ticket #${number} shows this` })
  const seen = await sees(petras, (message) => message.files.length === 1)
  expect(seen.files[0]?.bytes?.equals(picture)).toBe(true)
  expect(storage.keys()).toHaveLength(1)
  const comments = await service.api<{ items: { attachments: { id: string }[] }[] }>('GET', `/tickets/${number}/comments`)
  const id = comments.items[0]?.attachments[0]?.id
  const download = await fetch(`${service.app.url}/api/v1/attachments/${id}`, {
    headers: { authorization: 'Bearer a-token-for-tests-only' },
  })
  expect(Buffer.from(await download.arrayBuffer()).equals(picture)).toBe(true)
})

test('a file that comes while the storage is away is kept once it is back, and the engineer gets it then', async () => {
  const number = await openTicket()
  const before = storage.keys().length
  storage.fail('PUT', { status: 503, code: 'SlowDown' }, 3)
  const log = Buffer.from('SIP/2.0 503 Service Unavailable')
  const sent = petras.mark()
  ingrid.sendDocument('sip.log', log, { caption: `ticket #${number} and the log` })
  await sees(petras, /and the log/, { after: sent })
  const waits = () => service.db.sql(`SELECT reason FROM attachment WHERE state = 'waiting' AND reason IS NOT NULL`)
  await expect.poll(waits, { timeout: 10_000 }).toEqual([{ reason: 'store-unavailable' }])
  const isKept = () => {
    service.advance(20)
    return storage.keys().length
  }
  await expect.poll(isKept, { timeout: 15_000, interval: 200 }).toBe(before + 1)
  const isThere = async () => {
    service.advance(2)
    return petras.messages().some((message) => message.mark > sent && message.files[0]?.bytes?.equals(log) === true)
  }
  await expect.poll(isThere, { timeout: 15_000, interval: 100 }).toBe(true)
})
