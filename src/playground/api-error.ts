// A refusal as the Bot API words it: status, description and the parameters some refusals carry. No HTTP here.

export interface ErrorParameters {
  readonly retry_after?: number
  readonly migrate_to_chat_id?: number
}

/** Thrown by methods and rules; the wire turns it into the error envelope. */
export class ApiError extends Error {
  readonly status: number
  readonly parameters: ErrorParameters | undefined

  constructor(status: number, description: string, parameters?: ErrorParameters) {
    super(description)
    this.status = status
    this.parameters = parameters
  }
}

/** 400, with Telegram's usual beginning. */
export function badRequest(what: string, parameters?: ErrorParameters): ApiError {
  return new ApiError(400, `Bad Request: ${what}`, parameters)
}

/** 403: the chat cannot be reached by this bot. */
export function forbidden(what: string): ApiError {
  return new ApiError(403, `Forbidden: ${what}`)
}
