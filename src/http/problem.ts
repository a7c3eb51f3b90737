// Everything that goes wrong, as a problem document (RFC 9457). A refusal and a wrong request say what is wrong and name
// the field; a fault says nothing but the number under which it stands in the log.
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { Refusal, type RefusalCode } from '../domain/errors.ts'
import { FileTooLarge, StoreUnavailable } from '../domain/file-store.ts'
import { reasonWords, refusalWords } from './problem-words.ts'

export interface FieldFault {
  /** The path of the field in the request, "lines.0.quantity"; a header's or query parameter's name. */
  readonly field: string
  readonly message: string
}

export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail?: string
  readonly errors?: readonly FieldFault[]
  /** The request, as it stands in the log. */
  readonly instance?: string
}

/** A request that cannot be understood; thrown by the API itself, where a schema cannot say it. */
export class RequestFault extends Error {
  readonly status: number
  readonly code: string
  readonly errors: readonly FieldFault[]

  constructor(status: number, code: string, message: string, errors: readonly FieldFault[] = []) {
    super(message)
    this.name = 'RequestFault'
    this.status = status
    this.code = code
    this.errors = errors
  }
}

/** For a field that is well-formed JSON and still makes no sense. */
export function invalidField(field: string, message: string): RequestFault {
  return new RequestFault(400, 'invalid-request', 'The request is not valid.', [{ field, message }])
}

/** Null: a fault of ours, not to be told outside. */
export function toProblem(error: unknown): Problem | null {
  if (error instanceof RequestFault) return problem(error.status, error.code, error.message, error.errors)
  if (error instanceof Refusal) return refusalProblem(error)
  if (error instanceof FileTooLarge) return problem(413, 'too-large', 'The file is larger than this service takes.', [])
  if (error instanceof StoreUnavailable)
    return problem(503, 'unavailable', 'The file storage does not answer now. Try again later.')
  if (hasZodFastifySchemaValidationErrors(error)) {
    return problem(400, 'invalid-request', 'The request is not valid.', toFieldFaults(error.validation, error.validationContext))
  }
  return frameworkProblem(error)
}

/** The document for a fault, and for what has no route. */
export function problem(status: number, code: string, detail: string, errors: readonly FieldFault[] = []): Problem {
  return {
    type: `urn:support-assistant:problem:${code}`,
    title: code.charAt(0).toUpperCase() + code.slice(1).replaceAll('-', ' '),
    status,
    detail,
    ...(errors.length === 0 ? {} : { errors }),
  }
}

/** What may be there or not is 404 in the path, and 422 in a field: the request was understood, and cannot be done. */
const refusalStatus: Record<RefusalCode, number> = {
  'ticket-not-found': 404,
  'ticket-ended': 409,
  'ticket-not-ended': 409,
  'already-taken': 409,
  'already-assigned': 409,
  'engineer-not-found': 404,
  'engineer-ambiguous': 422,
  'engineer-away': 409,
  'not-allowed': 403,
  'code-invalid': 422,
  'code-attempts': 429,
  'summary-missing': 422,
  'text-missing': 422,
  'nothing-to-cancel': 409,
  'stale-button': 409,
  'reason-missing': 422,
  'last-main-user': 409,
  'cannot-unsay': 409,
  'merge-other-company': 422,
  'ticket-merged': 409,
  'nothing-to-bill': 409,
  'not-found': 404,
  conflict: 409,
  invalid: 422,
}

function refusalProblem({ code, values, field }: Refusal): Problem {
  const status = refusalStatus[code]
  const reason = values['reason']
  const template = (reason === undefined ? undefined : reasonWords[reason]) ?? refusalWords[code]
  const words = template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
  return problem(
    status === 404 && field !== undefined ? 422 : status,
    code,
    words,
    field === undefined ? [] : [{ field, message: words }],
  )
}

interface ZodFault {
  readonly keyword: string
  readonly instancePath: string
  readonly message?: string
  readonly params: Readonly<Record<string, unknown>>
}

const mostFaults = 50

function toFieldFaults(faults: readonly ZodFault[], context = 'body'): readonly FieldFault[] {
  return faults.slice(0, mostFaults).flatMap(({ keyword, instancePath, message = '', params }) => {
    const path = instancePath.split('/').filter((part) => part !== '')
    const unknown = keyword === 'unrecognized_keys' && Array.isArray(params['keys']) ? params['keys'] : null
    if (unknown === null) return [{ field: path.join('.') || context, message }]
    return unknown
      .slice(0, mostFaults)
      .map((key) => ({ field: [...path, String(key).slice(0, 100)].join('.'), message: 'unknown field' }))
  })
}

/** What the HTTP server itself refuses: bad JSON, a body that is too large, a media type nobody reads. */
function frameworkProblem(error: unknown): Problem | null {
  const { statusCode, code } = error as { statusCode?: unknown; code?: unknown }
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode >= 500) return null
  if (statusCode === 413) return problem(413, 'too-large', 'The body is larger than this service takes.')
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return problem(400, 'wrong-content-type', 'The body has a content type that is not read here.', [
      { field: 'Content-Type', message: 'not read here; see the API document' },
    ])
  }
  if (code === 'FST_ERR_BAD_URL' || code === 'FST_ERR_MAX_PARAM_LENGTH')
    return problem(404, 'not-found', 'There is nothing here.')
  return problem(400, 'invalid-request', 'The body could not be read.', [{ field: 'body', message: 'not valid JSON' }])
}
