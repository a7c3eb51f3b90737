// The API as a whole: the token before everything, then the routes of each resource, and the document that describes them.

import { addAllowanceRoutes } from './api/allowances.ts'
import { addAttachmentRoutes } from './api/attachments.ts'
import { addBroadcastRoutes } from './api/broadcasts.ts'
import { addCalendarRoutes } from './api/calendars.ts'
import { addChannelRoutes } from './api/channels.ts'
import { addChargeRoutes } from './api/charges.ts'
import { addCommentRoutes } from './api/comments.ts'
import { addCompanyRoutes } from './api/companies.ts'
import { addEngineerRoutes } from './api/engineers.ts'
import { addHistoryRoutes } from './api/history.ts'
import { addImportRoutes } from './api/imports.ts'
import { addInvoiceFileRoutes } from './api/invoice-files.ts'
import { addInvoiceRoutes } from './api/invoices.ts'
import { addNotificationRoutes } from './api/notifications.ts'
import { addOnCallRoutes } from './api/on-call.ts'
import { addPeopleRoutes } from './api/people.ts'
import { addSavedReplyRoutes } from './api/saved-replies.ts'
import { addSearchRoutes } from './api/search.ts'
import { addStatisticsRoutes } from './api/statistics.ts'
import { addSubscriptionRoutes } from './api/subscriptions.ts'
import { addTicketRelationRoutes } from './api/ticket-relations.ts'
import { addTicketRoutes } from './api/tickets.ts'
import { addTimeEntryRoutes } from './api/time-entries.ts'
import { mayUseApi } from './api-actions.ts'
import { createAuthorisation } from './authorise.ts'
import type { ApiServer, HttpContext } from './http-context.ts'
import { addOpenApi } from './open-api.ts'
import { problem } from './problem.ts'

export function addApiRoutes(app: ApiServer, http: HttpContext): void {
  app.register(
    (scope: ApiServer, _, done) => {
      const authorise = createAuthorisation(http.apiToken)
      scope.addHook('onRoute', ({ method, url, prefix, config }) => {
        const [verb] = [method].flat().map((name) => (name === 'HEAD' ? 'GET' : name))
        if (config?.open === true || mayUseApi(verb ?? '', url.slice(prefix.length))) return
        throw new Error(`${verb} ${url} has no place in http/api-actions.ts, or nobody may use it`)
      })
      scope.addHook('onRequest', async (request, reply) => {
        // The document tells what the API is like, nothing of what is in it.
        if (request.routeOptions.config.open !== true) await authorise(request, reply)
      })
      scope.setNotFoundHandler((_, reply) =>
        reply
          .code(404)
          .type('application/problem+json')
          .send(problem(404, 'not-found', 'There is nothing here.')),
      )
      readJsonOnly(scope)
      addOpenApi(scope, http.version)
      // The document describes what is added once its plugin is there.
      scope.after(() => addResources(scope, http))
      done()
    },
    { prefix: '/api/v1' },
  )
}

function addResources(scope: ApiServer, http: HttpContext): void {
  addCompanyRoutes(scope, http)
  addSubscriptionRoutes(scope, http)
  addAllowanceRoutes(scope, http)
  addChargeRoutes(scope, http)
  addCalendarRoutes(scope, http)
  addPeopleRoutes(scope, http)
  addEngineerRoutes(scope, http)
  addTicketRoutes(scope, http)
  addHistoryRoutes(scope, http)
  addTicketRelationRoutes(scope, http)
  addTimeEntryRoutes(scope, http)
  addSearchRoutes(scope, http)
  addCommentRoutes(scope, http)
  addAttachmentRoutes(scope, http)
  addInvoiceRoutes(scope, http)
  addInvoiceFileRoutes(scope, http)
  addNotificationRoutes(scope, http)
  addStatisticsRoutes(scope, http)
  addOnCallRoutes(scope, http)
  addImportRoutes(scope, http)
  addBroadcastRoutes(scope, http)
  addSavedReplyRoutes(scope, http)
  addChannelRoutes(scope, http)
}

/** Only JSON is read; an empty body is none, whatever its content type, because some POSTs need nothing said. */
function readJsonOnly(scope: ApiServer): void {
  const parseJson = scope.getDefaultJsonParser('error', 'error')
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else void parseJson(request, String(body), done)
  })
}
