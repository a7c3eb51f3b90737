// The API document (OpenAPI 3.1), made of the very schemas that check requests and answers. What schemas cannot say is
// added here: the token, the problem documents, the idempotency header, the form.
import swagger from '@fastify/swagger'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { ApiServer } from './http-context.ts'

type Operation = Record<string, unknown> & { parameters?: unknown[]; responses?: Record<string, unknown> }
type Document = { paths?: Record<string, Record<string, Operation>>; components?: Record<string, Record<string, unknown>> }

/** Describes the routes that are added to this scope afterwards, and serves the description to everybody. */
export function addOpenApi(app: ApiServer, version: string): void {
  void app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Support assistant',
        version,
        description:
          'Pushes what happens in CRM and billing to the support desk, and reads what the desk did. Ids are opaque; times are UTC with Z; days are YYYY-MM-DD; money is integer cents.',
      },
      servers: [{ url: '/' }],
      security: [{ token: [] }],
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => complete(jsonSchemaTransformObject(document) as Document) as object,
  })
  app.get('/openapi.json', { schema: { hide: true }, config: { open: true } }, async () => app.swagger())
}

function complete(document: Document): Document {
  const schemas = document.components?.['schemas'] ?? {}
  // Every answer's schema comes twice, once as if it were asked for; nothing refers to that one.
  for (const name of Object.keys(schemas)) if (name.endsWith('Input')) delete schemas[name]
  schemas['Problem'] = problemSchema
  const components = {
    ...document.components,
    schemas,
    responses: { Problem: problemResponse },
    parameters: { IdempotencyKey: idempotencyKey },
  }
  for (const [path, operations] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(operations)) {
      operation['operationId'] = nameOperation(method, path)
      operation.responses = { ...nameAnswers(operation.responses ?? {}), default: { $ref: '#/components/responses/Problem' } }
      // Nothing needs to be said to get one.
      if (path.endsWith('/link-codes') || path.endsWith('/stop') || path.endsWith('/cancel')) delete operation['requestBody']
      if (method === 'post') {
        operation.parameters = [...(operation.parameters ?? []), { $ref: '#/components/parameters/IdempotencyKey' }]
        if (path.endsWith('/attachments')) operation['requestBody'] = formBody
        if (path.endsWith('/imports')) operation['requestBody'] = fileBody
      }
    }
  }
  return { ...document, components }
}

function nameAnswers(responses: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const words: Record<string, string> = { '200': 'Done', '201': 'Made' }
  return Object.fromEntries(
    Object.entries(responses).map(([status, answer]) => {
      const { description, ...rest } = answer as { description: string }
      return [status, { description: description === 'Default Response' ? (words[status] ?? description) : description, ...rest }]
    }),
  )
}

/** "post /api/v1/companies/{id}/contacts" is "postCompaniesByIdContacts". */
function nameOperation(method: string, path: string): string {
  const words = path
    .replace(/^\/api\/v\d+/, '')
    .replace(/\{(\w+)\}/g, (_, name: string) => `by-${name}`)
    .split(/[^a-z0-9]+/i)
    .filter((word) => word !== '')
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

const problemSchema = {
  type: 'object',
  description: 'RFC 9457',
  required: ['type', 'title', 'status'],
  properties: {
    type: { type: 'string', description: 'Ends in what went wrong: invalid-request, not-found, conflict, ticket-ended, ...' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string', description: 'The request, as it stands in the log of the service' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: {
          field: { type: 'string', description: 'Path of the field, lines.0.quantity' },
          message: { type: 'string' },
        },
      },
    },
  },
}

const problemResponse = {
  description: 'What went wrong',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key with the same request is answered as the first time, without a second effect; kept for 48 hours',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
}

const fileBody = {
  required: true,
  content: {
    'text/csv': { schema: { type: 'string', description: 'UTF-8; commas or semicolons; the first line names the columns' } },
    'multipart/form-data': {
      schema: {
        type: 'object',
        required: ['file'],
        properties: { file: { type: 'string', contentMediaType: 'text/csv' } },
      },
    },
  },
}

const formBody = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        required: ['file'],
        properties: {
          file: { type: 'string', contentMediaType: 'application/octet-stream' },
          comment: {
            type: 'string',
            description: 'What the author says with the file; or the id of a comment of this ticket, which then gets it',
          },
          author: {
            type: 'string',
            contentMediaType: 'application/json',
            description:
              '{"engineer": id} or {"contact": id}; nobody: the file belongs to the description, or to the comment named',
          },
          internal: {
            type: 'string',
            enum: ['true', 'false'],
            description: 'Unless true, an engineer’s file goes to the client’s chat',
          },
        },
      },
    },
  },
}
