// The HTTP door as it stands in production, on a free loopback port, with a database and a file folder of its own.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openFolderStore } from '../../src/db/folder-store.ts'
import type { FileStore } from '../../src/domain/file-store.ts'
import type { HttpContext } from '../../src/http/http-context.ts'
import { createHttpServer, type HttpServer } from '../../src/http/http-server.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { createDesk } from '../support/desk.ts'

export const token = 'a-token-for-tests-only'

/** An answer, with its JSON read. The body's shape is what the test expects it to be. */
export interface Answer<Body> {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
}

export interface ProblemBody {
  readonly type: string
  readonly status: number
  readonly detail: string
  readonly errors?: readonly { readonly field: string; readonly message: string }[]
  readonly instance?: string
}

export interface HttpRig {
  readonly db: TestDatabase
  readonly files: FileStore
  readonly url: string
  readonly server: HttpServer
  readonly logged: { readonly level: string; readonly fields: object; readonly message: string }[]
  call<Body = ProblemBody>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<Body>>
  get<Body = ProblemBody>(path: string): Promise<Answer<Body>>
  post<Body = ProblemBody>(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<Body>>
  patch<Body = ProblemBody>(path: string, body: unknown): Promise<Answer<Body>>
  /** What stands in the outbox, as it would be said. */
  said(): Promise<readonly Said[]>
  end(): Promise<void>
}

export interface Said {
  readonly kind: string
  readonly state: string
  readonly contactId: string | null
  readonly engineerId: string | null
  readonly conversationId: string | null
  readonly text: string
  readonly type: string
}

export async function startHttp(changes: Partial<HttpContext> = {}): Promise<HttpRig> {
  const db = await createTestDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'http-test-'))
  const files = await openFolderStore(folder)
  const logged: { level: string; fields: object; message: string }[] = []
  const note = (level: string) => (fields: object, message: string) => void logged.push({ level, fields, message })
  const server = createHttpServer({
    database: db.database,
    files,
    desk: createDesk({ linksFor: (code) => ({ telegram: `https://t.me/desk_bot?start=${code}` }) }),
    apiToken: token,
    log: { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') },
    readiness: async () => ({ database: null, queue: null, telegram: null }),
    webhooks: [],
    version: '1.2.3',
    ...changes,
  })
  const { url } = await server.listen({ host: '127.0.0.1', port: 0 })

  async function call<Body>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const isForm = body instanceof FormData
    const response = await fetch(
      `${url}${path.startsWith('/api') || path.startsWith('//') ? path.replace('//', '/') : `/api/v1${path}`}`,
      {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: isForm || typeof body === 'string' ? body : JSON.stringify(body) }),
      },
    )
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') === true
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as Body }
  }

  return {
    db,
    files,
    url,
    server,
    logged,
    call,
    get: (path) => call('GET', path),
    post: (path, body, headers) => call('POST', path, body, headers),
    patch: (path, body) => call('PATCH', path, body),
    async said() {
      const rows = await db.sql<{
        content: Buffer | null
        dedup_key: string
        kind: string
        state: string
        contact_id: string | null
        engineer_id: string | null
        conversation_id: string | null
      }>('SELECT * FROM outbox_message ORDER BY id')
      return rows.map((row) => {
        const content =
          row.content === null ? null : (JSON.parse(db.secrets.open(row.content, `outbox:${row.dedup_key}`)) as Content)
        const text = content?.text?.text ?? content?.caption?.text ?? ''
        const people = { contactId: row.contact_id, engineerId: row.engineer_id, conversationId: row.conversation_id }
        return { kind: row.kind, state: row.state, ...people, text, type: content?.type ?? '' }
      })
    },
    async end() {
      await server.close()
      await db.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

interface Content {
  readonly type: string
  readonly text?: { readonly text: string }
  readonly caption?: { readonly text: string }
}

/** The names of the fields that a problem blames. */
export function fieldsOf(answer: Answer<ProblemBody>): readonly string[] {
  return (answer.body.errors ?? []).map((error) => error.field)
}

let chats = 5000

/** Links a private Telegram chat to a contact or engineer, as if they had sent /start. @returns the chat's user id. */
export async function linkChat(
  db: TestDatabase,
  person: { contactId: string } | { engineerId: string },
  username: string | null = null,
): Promise<string> {
  const userId = String(++chats)
  const [contactId, engineerId] = 'contactId' in person ? [person.contactId, null] : [null, person.engineerId]
  await db.sql(
    `WITH linked AS (INSERT INTO chat_identity (id, channel, user_id, contact_id, engineer_id, username, linked_at, created_at)
       VALUES (gen_random_uuid(), 'telegram', $1, $2, $3, $4, now(), now()) RETURNING id)
     INSERT INTO conversation (id, channel, account, address, kind, identity_id, created_at)
     SELECT 'telegram:1:' || $1, 'telegram', '1', $1, 'private', id, now() FROM linked`,
    [userId, contactId, engineerId, username],
  )
  return userId
}
