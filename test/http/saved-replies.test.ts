// Saved replies through the API: kept, listed, changed, removed, and what is refused.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type HttpRig, startHttp } from './rig.ts'

let http: HttpRig
beforeAll(async () => {
  http = await startHttp()
})
afterAll(() => http.end())

const greeting = { name: 'Greeting', language: 'lt', body: 'Sveiki, {client}' }

test('a saved reply is kept under its name and language, changed and removed', async () => {
  const made = await http.post<{ id: string; name: string }>('/saved-replies', greeting)
  expect([made.status, made.body.name]).toEqual([201, 'greeting'])
  expect((await http.post('/saved-replies', greeting)).status).toBe(409)
  expect((await http.post('/saved-replies', { ...greeting, language: 'en', body: 'Hello' })).status).toBe(201)
  const changed = await http.patch(`/saved-replies/${made.body.id}`, { body: 'Laba diena, {client}' })
  expect(changed.body).toMatchObject({ name: 'greeting', language: 'lt', body: 'Laba diena, {client}' })
  const listed = await http.get<{ items: { language: string }[] }>('/saved-replies')
  expect(listed.body.items.map(({ language }) => language)).toEqual(['lt', 'en'])
  expect((await http.call('DELETE', `/saved-replies/${made.body.id}`)).status).toBe(200)
  expect((await http.call('DELETE', `/saved-replies/${made.body.id}`)).status).toBe(404)
})

test.each([
  ['a name of two words', { ...greeting, name: 'two words' }, 'name'],
  ['a placeholder that nothing fills', { ...greeting, body: 'Dear {klient}' }, 'body'],
  ['an empty text', { ...greeting, body: '  ' }, 'body'],
  ['a language that the desk does not speak', { ...greeting, language: 'de' }, 'language'],
])('%s is refused, and the field is named', async (_, body, field) => {
  const refused = await http.post<{ errors: { field: string }[] }>('/saved-replies', body)
  expect([400, 422]).toContain(refused.status)
  expect(refused.body.errors.map((fault) => fault.field)).toEqual([field])
})
