// Fetching received files: whole, within the limits, and without a word of the token.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { FetchRefused, type InboundFile } from '../../../src/domain/channel.ts'
import { createRig, type Rig } from './rig.ts'

let rig: Rig
beforeAll(async () => {
  rig = await createRig({ callTimeoutSeconds: 0.5 })
})
afterAll(() => rig.close())
afterEach(() => rig.server.clearFaults())

const contents = Buffer.from('INVITE sip:+4930@example.com SIP/2.0\r\n'.repeat(5000))
let nextPerson = 901

async function received(statedSize?: number): Promise<InboundFile> {
  const ona = rig.server.person({ id: nextPerson++ })
  const { updateId } = ona.sendDocument('trace.log', contents, statedSize === undefined ? {} : { statedSize })
  const message = await rig.store.waitFor((incoming) => incoming.externalId === String(updateId))
  const file = 'files' in message ? message.files[0] : undefined
  if (file === undefined) throw new Error('no file came')
  return file
}

async function refusal(reference: string): Promise<FetchRefused> {
  const error: unknown = await rig.channel.fetch(reference).catch((caught: unknown) => caught)
  if (!(error instanceof FetchRefused)) throw new Error(`expected a refusal, got ${String(error)}`)
  const told = `${error.message} ${error.stack} ${String(error.cause)}`
  expect(told).not.toContain(rig.server.token.split(':')[1])
  return error
}

const calls = (method: string) => rig.server.calls.filter((call) => call.method === method).length

test('A received file comes as a stream, whole, with its size', async () => {
  const { stream, bytes } = await rig.channel.fetch((await received()).reference)
  expect(bytes).toBe(contents.length)
  expect(Buffer.compare(await buffer(stream), contents)).toBe(0)
})

test('A link that has run out is asked for anew, once', async () => {
  const { reference } = await received()
  rig.server.addFault({ kind: 'refuse', status: 404, description: 'Not Found', method: 'downloadFile' })
  const before = calls('getFile')
  const { stream } = await rig.channel.fetch(reference)
  expect((await buffer(stream)).length).toBe(contents.length)
  expect(calls('getFile')).toBe(before + 2)
  rig.server.addFault({ kind: 'refuse', status: 404, description: 'Not Found', method: 'downloadFile', times: 2 })
  expect((await refusal(reference)).gone).toBe(false)
  expect(calls('getFile')).toBe(before + 4)
})

test('A file above 20 MB is gone for good', async () => {
  const file = await received(20 * 1024 * 1024 + 1)
  expect(file.tooLarge).toBe(true)
  expect(await refusal(file.reference)).toMatchObject({ gone: true, message: 'too-large' })
})

test.each([
  ['a server error', { kind: 'server-error', method: 'getFile' }],
  ["a proxy's page", { kind: 'html', method: 'getFile' }],
  ['a connection that is dropped', { kind: 'drop-before', method: 'getFile' }],
  ['a server error at the file itself', { kind: 'server-error', method: 'downloadFile' }],
  ['a connection dropped at the file itself', { kind: 'drop-before', method: 'downloadFile' }],
  ['no answer at the file itself', { kind: 'never-answer', method: 'downloadFile' }],
  ['a flood wait', { kind: 'too-many-requests', method: 'getFile', retryAfter: 3 }],
] as const)('After %s the file can be asked for again', async (_, fault) => {
  const { reference } = await received()
  rig.server.addFault(fault)
  expect((await refusal(reference)).gone).toBe(false)
  expect((await buffer((await rig.channel.fetch(reference)).stream)).length).toBe(contents.length)
})

test('A reference that means nothing is refused, but perhaps only for now', async () => {
  expect((await refusal('nonsense')).gone).toBe(false)
})

test.each([
  ['is cut off', 'destroy'],
  ['falls silent', 'silence'],
])('A file that %s in the middle ends its stream with an error, not as if it were whole', async (_, trouble) => {
  const server = createServer((request, response) => {
    if (request.url?.includes('getFile') === true) {
      response.end(JSON.stringify({ ok: true, result: { file_id: 'F', file_unique_id: 'U', file_path: 'documents/a b#c.log' } }))
      return
    }
    expect(request.url).toBe('/file/bot42:SECRET/documents/a%20b%23c.log')
    response.writeHead(200, { 'content-length': '1000' }).write('half')
    if (trouble === 'destroy') setImmediate(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const apiRoot = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const other = await createRig({ server: rig.server, token: '42:SECRET', apiRoot, started: false, callTimeoutSeconds: 0.3 })
  const { stream, bytes } = await other.channel.fetch('F')
  expect(bytes).toBe(1000)
  const error: unknown = await buffer(stream).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(Error)
  expect(String(error)).not.toContain('SECRET')
  server.closeAllConnections()
  server.close()
})
