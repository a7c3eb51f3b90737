// Saved replies, as the vendor's own tools keep them; engineers do the same with /saved.
import { z } from 'zod'
import type { Tx } from '../../db/client.ts'
import { findSavedPage, type SavedReply } from '../../db/saved-replies.ts'
import { savedBodyLength, savedNameLength } from '../../domain/saved-reply.ts'
import { addSaved, changeSaved, removeSaved, sayPlaceholders } from '../../services/keep-saved-replies.ts'
import { answerOnce } from '../answer-once.ts'
import { model } from '../api-model.ts'
import { language, line, sayInstant, text } from '../fields.ts'
import type { ApiServer, HttpContext } from '../http-context.ts'
import { listOf, pageQuery, readPage, toList } from '../list-page.ts'
import { idPath, pathId } from '../path-id.ts'

const savedReply = model('SavedReply', {
  id: z.string(),
  name: z.string(),
  language: z.string(),
  body: z.string(),
  changedAt: z.string(),
})

const body = text(savedBodyLength).describe(`Filled in when it is used: ${sayPlaceholders()}`)

const newSaved = z.strictObject({
  name: line(savedNameLength).describe('One word of letters and digits; the same name may be there once in each language'),
  language,
  body,
})

export function addSavedReplyRoutes(app: ApiServer, http: HttpContext): void {
  app.post(
    '/saved-replies',
    { schema: { tags: ['saved replies'], summary: 'Save a reply', body: newSaved, response: { 201: savedReply } } },
    async (request, reply) => {
      const work = async (tx: Tx) => saySaved(await addSaved(tx, request.body, { kind: 'api' }))
      return (await answerOnce(http, request, reply, { status: 201, work })).answer
    },
  )

  app.get(
    '/saved-replies',
    {
      schema: {
        tags: ['saved replies'],
        summary: 'List saved replies, the oldest first',
        querystring: z.strictObject(pageQuery),
        response: { 200: listOf(savedReply) },
      },
    },
    async ({ query }) => {
      const page = readPage(query, z.uuid())
      return toList(await http.database.transaction((tx) => findSavedPage(tx, page)), saySaved)
    },
  )

  app.patch(
    '/saved-replies/:id',
    {
      schema: {
        tags: ['saved replies'],
        summary: 'Change what a saved reply says',
        params: idPath,
        body: z.strictObject({ body }),
        response: { 200: savedReply },
      },
    },
    async (request) => {
      const id = pathId<string>(request.params.id)
      return saySaved(await http.database.transaction((tx) => changeSaved(tx, id, request.body.body, { kind: 'api' })))
    },
  )

  app.delete(
    '/saved-replies/:id',
    {
      schema: { tags: ['saved replies'], summary: 'Remove a saved reply', params: idPath, response: { 200: savedReply } },
    },
    async ({ params }) => {
      const id = pathId<string>(params.id)
      return saySaved(await http.database.transaction((tx) => removeSaved(tx, id, { kind: 'api' })))
    },
  )
}

function saySaved({ id, name, language, body, changedAt }: SavedReply): z.output<typeof savedReply> {
  return { id, name, language, body, changedAt: sayInstant(changedAt) }
}
