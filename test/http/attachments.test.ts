import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openS3Store } from '../../src/db/s3-store.ts'
import type { FileStore } from '../../src/domain/file-store.ts'
import { safeName } from '../../src/http/file-form.ts'
import { waitUntil } from '../support/wait-until.ts'
import { fieldsOf, type HttpRig, linkChat, startHttp, token } from './rig.ts'

interface Attachment {
  readonly id: string
  readonly fileName: string
  readonly sha256: string
  readonly comment: string | null
}

const maxFileBytes = 300_000
/** Storage at a port where nobody listens. */
const gone = {
  endpoint: 'http://127.0.0.1:1',
  bucket: 'desk-files',
  accessKeyId: 'an-id',
  secretAccessKey: 'a-secret-access-key',
  region: 'eu-north-1',
  drafts: mkdtempSync(join(tmpdir(), 'http-test-drafts-')),
  retryWaitsMs: [1],
}
let http: HttpRig
/** The files that are in the store now. */
const stored = new Set<string>()
let number = 0
let contact = ''
let petras = ''
let contactChat = ''
beforeAll(async () => {
  http = await startHttp({ maxFileBytes })
  watch(http.files)
  const company = (await http.post<{ id: string }>('/companies', { name: 'Baltic Voice' })).body.id
  contact = (await http.post<{ id: string }>(`/companies/${company}/contacts`, { name: 'Ona' })).body.id
  petras = (await http.post<{ id: string }>('/engineers', { name: 'Petras', role: 'engineer' })).body.id
  contactChat = `telegram:1:${await linkChat(http.db, { contactId: contact })}`
  const ticket = { company, contact, summary: 'No audio', description: 'One way audio.', priority: 'low' }
  number = (await http.post<{ number: number }>('/tickets', ticket)).body.number
})
afterAll(async () => {
  await http.end()
  rmSync(gone.drafts, { recursive: true })
})

function watch(files: FileStore): void {
  const put = files.put.bind(files)
  const remove = files.remove.bind(files)
  files.put = async (stream, options) => {
    const file = await put(stream, options)
    stored.add(file.storeKey)
    return file
  }
  files.remove = async (storeKey) => {
    await remove(storeKey)
    stored.delete(storeKey)
  }
}

function form(
  bytes: Uint8Array<ArrayBuffer>,
  fields: Record<string, string> = {},
  name = 'trace.pcap',
  type = 'application/vnd.tcpdump.pcap',
): FormData {
  const data = new FormData()
  data.append('file', new Blob([bytes], { type }), name)
  for (const [field, value] of Object.entries(fields)) data.append(field, value)
  return data
}

const engineer = () => JSON.stringify({ engineer: petras })
const attach = <Body>(data: FormData, headers?: Record<string, string>) =>
  http.post<Body>(`/tickets/${number}/attachments`, data, headers)

test('an engineer’s file goes to the client’s chat with its comment, and comes back byte for byte', async () => {
  const bytes = new Uint8Array(randomBytes(200_000))
  const made = await attach<Attachment>(form(bytes, { author: engineer(), comment: 'Here is the trace' }))
  expect(made.status).toBe(201)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  expect(made.body).toMatchObject({
    fileName: 'trace.pcap',
    mediaType: 'application/vnd.tcpdump.pcap',
    bytes: 200_000,
    sha256,
    internal: false,
  })
  const told = (await http.said()).filter((said) => said.conversationId === contactChat && said.kind === 'ticket.comment')
  expect(told.map((said) => said.type)).toEqual(['text', 'files'])
  expect(told[0]?.text).toContain('Here is the trace')

  const response = await fetch(`${http.url}/api/v1/attachments/${made.body.id}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(Buffer.from(await response.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true)
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; /)
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(response.headers.get('content-security-policy')).toContain('sandbox')
  const comments = await http.get<{ items: { id: string; attachments: Attachment[] }[] }>(`/tickets/${number}/comments`)
  expect(comments.body.items.at(-1)).toMatchObject({ id: made.body.comment, attachments: [{ id: made.body.id, sha256 }] })
})

test('an internal file, and one of nobody in particular, stay out of the client’s chat', async () => {
  const before = (await http.said()).filter((said) => said.conversationId === contactChat).length
  const internal = await attach<Attachment>(form(new Uint8Array([1]), { author: engineer(), internal: 'true' }))
  const plain = await attach<Attachment>(form(new Uint8Array([2])))
  expect([internal.body, plain.body]).toMatchObject([{ internal: true }, { internal: false, comment: null }])
  expect((await http.said()).filter((said) => said.conversationId === contactChat)).toHaveLength(before)
  const ticket = await http.get<{ attachments: Attachment[] }>(`/tickets/${number}`)
  expect(ticket.body.attachments.map((file) => file.id)).toEqual(expect.arrayContaining([internal.body.id, plain.body.id]))
})

test('a contact’s file is told to the engineers', async () => {
  const made = await attach<Attachment>(form(new Uint8Array([3]), { author: JSON.stringify({ contact }) }))
  expect(made.body.comment).not.toBeNull()
  expect((await http.said()).at(-1)).toMatchObject({ engineerId: petras })
  const refused = await attach<never>(form(new Uint8Array([3]), { author: JSON.stringify({ contact }), internal: 'true' }))
  expect([refused.status, fieldsOf(refused)]).toEqual([400, ['internal']])
})

test('a file for a comment that is there joins it, and those who read the comment get the file', async () => {
  const write = (body: object) => http.post<{ id: string }>(`/tickets/${number}/comments`, body)
  const comment = (await write({ author: { engineer: petras }, body: 'The trace follows' })).body.id
  const before = (await http.said()).length
  const made = await attach<Attachment>(form(new Uint8Array([20]), { comment: ` ${comment.toUpperCase()} ` }))
  expect([made.status, made.body.comment]).toEqual([201, comment])
  const told = (await http.said()).slice(before)
  expect(told).toMatchObject([{ conversationId: contactChat, kind: 'ticket.comment', type: 'files' }])
  const again = await attach<Attachment>(form(new Uint8Array([21]), { comment, author: engineer() }))
  expect(again.body.comment).toBe(comment)
  const listed = await http.get<{ items: { id: string; body: string; attachments: Attachment[] }[] }>(
    `/tickets/${number}/comments`,
  )
  const joined = listed.body.items.filter((item) => item.id === comment)
  expect(joined).toMatchObject([{ body: 'The trace follows', attachments: [{ id: made.body.id }, { id: again.body.id }] }])

  const others = (await write({ author: { contact }, body: 'My side of it' })).body.id
  const asked = await attach<Attachment>(form(new Uint8Array([22]), { comment: others }))
  expect(asked.body.comment).toBe(others)
  expect((await http.said()).at(-1)).toMatchObject({ engineerId: petras })
})

test('a file for an internal comment, or for a sensitive one, never goes to the client’s chat', async () => {
  const write = (body: object) =>
    http.post<{ id: string }>(`/tickets/${number}/comments`, { author: { engineer: petras }, ...body })
  const note = (await write({ body: 'For us', internal: true })).body.id
  const secret = (await write({ body: 'The password', sensitive: true })).body.id
  const open = (await write({ body: 'For all' })).body.id
  const files = async () =>
    (await http.said()).filter((said) => said.conversationId === contactChat && said.type === 'files').length
  const before = await files()
  const made = [
    await attach<Attachment>(form(new Uint8Array([23]), { comment: note, internal: 'false' })),
    await attach<Attachment>(form(new Uint8Array([24]), { comment: secret })),
    await attach<Attachment>(form(new Uint8Array([25]), { comment: open, internal: 'true' })),
  ]
  expect(made.map(({ body }) => body)).toMatchObject([
    { comment: note, internal: true },
    { comment: secret, internal: false },
    { comment: open, internal: true },
  ])
  expect(await files()).toBe(before)
})

test('an id that is no comment of this ticket is a text like any other, and needs an author', async () => {
  const ticket = { company: (await http.get<{ company: string }>(`/tickets/${number}`)).body.company, priority: 'low' }
  const other = (await http.post<{ number: number }>('/tickets', { ...ticket, summary: 'Other', description: 'Other' })).body
    .number
  const foreign = (await http.post<{ id: string }>(`/tickets/${other}/comments`, { author: { engineer: petras }, body: 'x' }))
    .body.id
  const before = stored.size
  for (const comment of [foreign, '018f0000-0000-7000-8000-000000000000']) {
    const refused = await attach<never>(form(new Uint8Array([26]), { comment }))
    expect([refused.status, fieldsOf(refused)]).toEqual([422, ['author']])
  }
  const own = (await http.post<{ id: string }>(`/tickets/${number}/comments`, { author: { contact }, body: 'Mine' })).body.id
  const notTheirs = await attach<never>(form(new Uint8Array([27]), { comment: own, author: engineer() }))
  expect([notTheirs.status, fieldsOf(notTheirs)]).toEqual([422, ['author']])
  expect(stored.size).toBe(before)
  const said = await attach<Attachment>(form(new Uint8Array([28]), { comment: foreign, author: engineer() }))
  expect(said.body.comment).not.toBe(foreign)
  const listed = await http.get<{ items: { id: string; body: string }[] }>(`/tickets/${number}/comments`)
  expect(listed.body.items.find((item) => item.id === said.body.comment)?.body).toBe(foreign)
})

test('while the store is away an upload is answered 503, and what was refused stays refused', async () => {
  const away = await startHttp({ files: await openS3Store(gone) })
  try {
    const company = (await away.post<{ id: string }>('/companies', { name: 'Baltic Voice' })).body.id
    const ticket = { company, summary: 'No audio', description: 'One way audio.', priority: 'low' }
    const path = `/tickets/${(await away.post<{ number: number }>('/tickets', ticket)).body.number}/attachments`
    const refused = await away.post(path, form(new Uint8Array([29])))
    expect([refused.status, refused.body.type]).toEqual([503, 'urn:support-assistant:problem:unavailable'])
    const entries = away.logged.filter((entry) => entry.level === 'error')
    expect(entries).toMatchObject([{ fields: { reason: 'the file storage cannot be reached for PUT: ECONNREFUSED' } }])
    expect(JSON.stringify(entries)).not.toContain(gone.secretAccessKey)
    expect((await away.get(path.replace('/attachments', ''))).status).toBe(200)
  } finally {
    await away.end()
  }
})

test('the file may stand before or after the fields', async () => {
  const data = new FormData()
  data.append('author', engineer())
  data.append('comment', 'Fields first')
  data.append('file', new Blob(['log']), 'fields-first.log')
  expect((await attach<Attachment>(data)).body).toMatchObject({ fileName: 'fields-first.log' })
})

test('names are kept as people wrote them, but never as a path', async () => {
  const name = 'Ekrano nuotrauka – klaida „503“.png'
  const made = await attach<Attachment>(form(new Uint8Array([4]), {}, name, 'image/png'))
  expect(made.body.fileName).toBe(name)
  const response = await fetch(`${http.url}/api/v1/attachments/${made.body.id}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  await response.arrayBuffer()
  expect(response.headers.get('content-disposition')).toContain(`filename*=UTF-8''${encodeURIComponent(name)}`)
  expect((await attach<Attachment>(form(new Uint8Array([5]), {}, '../../etc/passwd'))).body.fileName).toBe('passwd')
  for (const [given, safe] of [
    ['C:\\logs\\sip.log', 'sip.log'],
    ['..', 'file'],
    ['', 'file'],
    ['a\u202egnp.exe', 'agnp.exe'],
    [`${'x'.repeat(300)}.log`, `${'x'.repeat(116)}.log`],
  ]) {
    expect(safeName(given)).toBe(safe)
  }
})

test('a repeated upload with the same key is one file and one comment', async () => {
  const before = stored.size
  const bytes = new Uint8Array(randomBytes(5000))
  const send = () => attach<Attachment>(form(bytes, { author: engineer(), comment: 'Once' }), { 'idempotency-key': 'file-1' })
  const answers = await Promise.all([send(), send(), send()])
  expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1)
  expect(stored.size).toBe(before + 1)
  const other = await attach<never>(form(new Uint8Array([9]), { author: engineer(), comment: 'Once' }), {
    'idempotency-key': 'file-1',
  })
  expect(other.status).toBe(422)
  expect(stored.size).toBe(before + 1)
})

test('what is refused leaves no file behind', async () => {
  const before = stored.size
  const small = new Uint8Array([7])
  const cases: [FormData, number, string][] = [
    [form(small, { comment: 'By nobody' }), 400, 'author'],
    [form(small, { author: 'Petras' }), 400, 'author'],
    [form(small, { author: '{"engineer":"x"}' }), 400, 'author.engineer'],
    [form(small, { author: engineer(), internal: 'maybe' }), 400, 'internal'],
    [form(small, { colour: 'red' }), 400, 'colour'],
    [form(small, { author: engineer(), comment: 'a\0b' }), 400, 'comment'],
    [form(small, { author: JSON.stringify({ engineer: contact }) }), 422, 'author'],
    [new FormData(), 400, 'file'],
  ]
  for (const [data, status, field] of cases) {
    const refused = await attach<never>(data)
    expect([refused.status, fieldsOf(refused)]).toEqual([status, [field]])
  }
  const two = form(small)
  two.append('file', new Blob(['b']), 'b.log')
  expect(fieldsOf(await attach<never>(two))).toEqual(['file'])
  expect((await http.post('/tickets/999999/attachments', form(small))).status).toBe(404)
  const json = await http.post(`/tickets/${number}/attachments`, { file: 'x' })
  expect([json.status, fieldsOf(json)]).toEqual([400, ['Content-Type']])
  expect(stored.size).toBe(before)
})

test('a file above the limit is refused, and one exactly at it is taken', async () => {
  const before = stored.size
  expect((await attach<never>(form(new Uint8Array(maxFileBytes + 1)))).status).toBe(413)
  expect((await attach<never>(form(new Uint8Array(maxFileBytes + 3_000_000)))).status).toBe(413)
  expect(stored.size).toBe(before)
  expect((await attach<Attachment>(form(new Uint8Array(maxFileBytes)))).status).toBe(201)
})

test('an upload that breaks off leaves nothing, and the service goes on', async () => {
  const before = stored.size
  const port = Number(new URL(http.url).port)
  await new Promise<void>((done, fail) => {
    const socket = connect(port, '127.0.0.1', () => {
      const head = ['POST /api/v1/tickets/10001/attachments HTTP/1.1', 'host: x', `authorization: Bearer ${token}`]
      socket.write([...head, 'content-type: multipart/form-data; boundary=b', 'content-length: 100000', '', ''].join('\r\n'))
      socket.write('--b\r\ncontent-disposition: form-data; name="file"; filename="a.log"\r\n\r\nhalf a file', () =>
        socket.destroy(),
      )
    })
    socket.on('error', fail)
    socket.on('close', () => done())
  })
  expect((await attach<Attachment>(form(new Uint8Array([8])))).status).toBe(201)
  await waitUntil(() => stored.size === before + 1, { what: 'the half file to be gone' })
  expect(http.logged.filter((entry) => entry.level === 'error')).toEqual([])
})

test('a form that is not whole is refused', async () => {
  const headers = { 'content-type': 'multipart/form-data; boundary=b' }
  const broken = await http.post(
    `/tickets/${number}/attachments`,
    '--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nhalf',
    headers,
  )
  expect([broken.status, fieldsOf(broken)]).toEqual([400, ['body']])
  const noBoundary = await http.post(`/tickets/${number}/attachments`, 'x', { 'content-type': 'multipart/form-data' })
  expect(noBoundary.status).toBe(400)
})

test('a part of a form that has no name is refused like an unknown one', async () => {
  const headers = { 'content-type': 'multipart/form-data; boundary=b' }
  for (const disposition of ['form-data; filename="a.log"', 'form-data; nome="comment"']) {
    const body = `--b\r\ncontent-disposition: ${disposition}\r\n\r\nx\r\n--b--\r\n`
    const refused = await http.post(`/tickets/${number}/attachments`, body, headers)
    expect([refused.status, fieldsOf(refused)]).toEqual([400, ['file']])
  }
})

test('an unknown file, and one still to be fetched from the chat, are not there', async () => {
  expect((await http.get('/attachments/nothing')).status).toBe(404)
  expect((await http.get('/attachments/018f0000-0000-7000-8000-000000000000')).status).toBe(404)
  const [row] = await http.db.sql<{ id: string }>(
    `INSERT INTO attachment (id, file_name, media_type, state, due_at, created_at) VALUES (gen_random_uuid(), 'a', 'b/c', 'waiting', now(), now()) RETURNING id`,
  )
  expect((await http.get(`/attachments/${row?.id}`)).status).toBe(404)
})
