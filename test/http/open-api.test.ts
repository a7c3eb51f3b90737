import { afterAll, beforeAll, expect, test } from 'vitest'
import { type HttpRig, startHttp } from './rig.ts'

type Json = { readonly [name: string]: Json } | readonly Json[] | string | number | boolean | null

interface Document {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string }
  readonly paths: Record<string, Record<string, Operation>>
  readonly components: Record<string, Record<string, Json>>
}
interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly parameters?: readonly { readonly name?: string; readonly in?: string; readonly $ref?: string }[]
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Json }> }
  readonly responses: Record<string, Json>
}

let http: HttpRig
let document: Document
let operations: [name: string, operation: Operation][] = []
beforeAll(async () => {
  http = await startHttp()
  document = (await http.get<Document>('/openapi.json')).body
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path.replace('/api/v1', '')}`,
      operation,
    ]),
  )
})
afterAll(() => http.end())

test('the document is OpenAPI 3.1, of this service and version, and needs no token', async () => {
  expect([document.openapi, document.info.version]).toEqual(['3.1.0', '1.2.3'])
  const response = await fetch(`${http.url}/api/v1/openapi.json`)
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual(document)
})

test('every route of the contract is in it', () => {
  expect(operations.map(([name]) => name).sort()).toEqual(
    [
      'DELETE /calendars/{catalogue}/days/{day}',
      'DELETE /on-call/rules/{id}',
      'DELETE /on-call/swaps/{id}',
      'DELETE /saved-replies/{id}',
      'GET /attachments/{id}',
      'GET /broadcasts/{id}',
      'GET /calendars/{catalogue}/days/{day}',
      'GET /calendars/{catalogue}/deadline',
      'GET /calendars/{catalogue}/elapsed',
      'GET /channels',
      'GET /companies',
      'GET /companies/{id}',
      'GET /companies/{id}/allowances',
      'GET /companies/{id}/charges',
      'GET /companies/{id}/contacts',
      'GET /companies/{id}/subscriptions',
      'GET /engineers',
      'GET /imports/{id}',
      'GET /invoices',
      'GET /invoices/{number}',
      'GET /invoices/{number}.pdf',
      'GET /notifications',
      'GET /on-call',
      'GET /on-call/rules',
      'GET /on-call/swaps',
      'GET /saved-replies',
      'GET /search',
      'GET /stats',
      'GET /tickets',
      'GET /tickets/{number}',
      'GET /tickets/{number}/comments',
      'GET /tickets/{number}/history',
      'PATCH /companies/{id}',
      'PATCH /contacts/{id}',
      'PATCH /engineers/{id}',
      'PATCH /saved-replies/{id}',
      'PATCH /tickets/{number}',
      'POST /broadcasts',
      'POST /broadcasts/{id}/stop',
      'POST /channels/{name}/requests',
      'POST /companies',
      'POST /companies/{id}/allowances',
      'POST /companies/{id}/contacts',
      'POST /companies/{id}/servers',
      'POST /companies/{id}/subscriptions',
      'POST /contacts/{id}/link-codes',
      'POST /engineers',
      'POST /engineers/{id}/link-codes',
      'POST /imports',
      'POST /invoices',
      'POST /invoices/{number}/cancel',
      'POST /invoices/{number}/payments',
      'POST /on-call/rules',
      'POST /on-call/swaps',
      'POST /saved-replies',
      'POST /tickets',
      'POST /tickets/{number}/attachments',
      'POST /tickets/{number}/comments',
      'POST /tickets/{number}/time-entries',
      'GET /tickets/{number}/time-entries',
      'POST /tickets/{number}/links',
      'POST /tickets/{number}/merge',
      'DELETE /tickets/{number}/links/{other}',
      'PUT /calendars/{catalogue}/days/{day}',
    ].sort(),
  )
})

test('everything it refers to exists', () => {
  const references: string[] = []
  collect(document as unknown as Json, references)
  expect(references.length).toBeGreaterThan(40)
  for (const reference of references) {
    const found = reference
      .replace(/^#\//, '')
      .split('/')
      .reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], document)
    expect(found, reference).toBeTypeOf('object')
  }
})

function collect(part: Json, into: string[]): void {
  if (part === null || typeof part !== 'object') return
  for (const [name, value] of Object.entries(part)) {
    if (name === '$ref' && typeof value === 'string') into.push(value)
    else collect(value, into)
  }
}

test('every operation has a name of its own, words, its path’s parameters, an answer and the problem', () => {
  expect(new Set(operations.map(([, operation]) => operation.operationId)).size).toBe(operations.length)
  for (const [name, operation] of operations) {
    expect(operation.summary, name).toMatch(/^[A-Z]/)
    const inPath = [...name.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
    const parameters = (operation.parameters ?? [])
      .filter((parameter) => parameter.in === 'path')
      .map((parameter) => parameter.name)
    expect(parameters, name).toEqual(inPath)
    expect(Object.keys(operation.responses).sort(), name).toEqual([name.startsWith('POST') ? '201' : '200', 'default'])
    expect(operation.responses['default'], name).toEqual({ $ref: '#/components/responses/Problem' })
  }
})

test('what a field means is told where its name does not', () => {
  const text = JSON.stringify(document)
  for (const words of ['Needed to lower a priority', 'Shown once', 'An engineer’s id; null takes']) expect(text).toContain(words)
  expect(text).not.toContain('Default Response')
})

test('a POST tells of its idempotency key, and every schema of a body closes its door to unknown fields', () => {
  for (const [name, operation] of operations) {
    const keys = (operation.parameters ?? []).map((parameter) => parameter.$ref)
    expect(keys.includes('#/components/parameters/IdempotencyKey'), name).toBe(name.startsWith('POST'))
    const json = operation.requestBody?.content['application/json']?.schema
    if (json === undefined) continue
    expect(json, name).toMatchObject({ type: 'object', additionalProperties: false })
  }
})
