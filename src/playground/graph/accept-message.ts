// What becomes of a message that is well-formed: the window, templates and the person decide. As with Meta, most refusals come
// later, as a status; what stands in the answer is only that the message was taken.
import type { SeenChoice, SeenGraph, SeenMedia } from './contract.ts'
import { GraphError, wrong } from './graph-error.ts'
import { changed, findPerson, newMessageId, type StoredPerson, type World } from './graph-world.ts'
import { isRecord, type Json } from './json-shapes.ts'
import { checkContent, checkEnvelope } from './message-checks.ts'
import { type GraphHouse, tellStatus } from './said.ts'
import { type FilledTemplate, fillTemplate } from './template-rules.ts'

const windowMs = 24 * 3600 * 1000

/** @returns the answer's body. @throws GraphError */
export function acceptMessage(house: GraphHouse, body: Json): object {
  const { world } = house
  if (body['status'] !== undefined) return markRead(world, body)
  const address = checkEnvelope(body)
  const template = body['type'] === 'template' ? fillTemplate(world.templates, body['template']) : undefined
  if (template === undefined) checkContent(body)
  const person = findPerson(world, address)
  const media = findMedia(world, body)
  checkAbout(person, body)
  const id = newMessageId(world)
  const contact = { input: address, ...(person === undefined ? {} : { wa_id: person.number }), ...userIdOf(person) }
  const answer = { messaging_product: 'whatsapp', contacts: [contact], messages: [{ id }] }
  if (person === undefined) return answer
  const tag = body['biz_opaque_callback_data']
  person.posted.set(id, { tag: typeof tag === 'string' ? tag : undefined, toUserId: body['to'] === undefined })
  const failure = whyNot(world, person, body)
  if (failure !== null) tellStatus(house, person, id, { failed: failure })
  else arrive(house, person, toSeen(id, body, template, media))
  return answer
}

function userIdOf(person: StoredPerson | undefined): object {
  return person === undefined || person.userId === null ? {} : { user_id: person.userId }
}

function whyNot(world: World, person: StoredPerson, body: Json): number | null {
  const scripted = world.failures.findIndex(({ containing }) => JSON.stringify(body).includes(containing))
  if (scripted >= 0) return world.failures.splice(scripted, 1)[0]?.code ?? null
  if (person.blocked) return 131026
  const open = person.lastHeardAt !== null && world.clock.now() - person.lastHeardAt < windowMs
  return open || body['type'] === 'template' ? null : 131047
}

function arrive(house: GraphHouse, person: StoredPerson, message: Omit<SeenGraph, 'mark'>): void {
  const seen = { ...message, mark: house.world.mark + 1 }
  if (message.kind === 'reaction') {
    person.seen.push(seen)
    changed(house.world)
    return
  }
  tellStatus(house, person, message.id, 'sent')
  if (person.away) {
    person.waiting.push(seen)
    return
  }
  show(house, person, seen)
}

/** The person's phone has it. */
export function show(house: GraphHouse, person: StoredPerson, message: SeenGraph): void {
  person.seen.push({ ...message, mark: changed(house.world) })
  tellStatus(house, person, message.id, 'delivered')
  if (!person.readsAlways) return
  person.readIds.add(message.id)
  tellStatus(house, person, message.id, 'read')
}

function findMedia(world: World, body: Json): SeenMedia | undefined {
  const kind = String(body['type'])
  const content = body[kind]
  if (!isRecord(content) || !['image', 'document', 'audio', 'video', 'sticker'].includes(kind)) return undefined
  const media = world.media.get(String(content['id']))
  if (media === undefined) throw wrong('there is no such file', 131009)
  const fileName = typeof content['filename'] === 'string' ? content['filename'] : undefined
  return { kind: kind as SeenMedia['kind'], fileName, mediaType: media.mediaType, bytes: media.bytes }
}

/** A message quoted or reacted to has to stand in this chat. */
function checkAbout(person: StoredPerson | undefined, body: Json): void {
  const about = aboutOf(body)
  if (about === undefined || person === undefined) return
  if (!person.sent.has(about) && !person.seen.some(({ id }) => id === about))
    throw new GraphError(131009, 'there is no such message in the chat')
}

function aboutOf(body: Json): string | undefined {
  const from = body['type'] === 'reaction' ? body['reaction'] : body['context']
  return isRecord(from) ? String(from['message_id']) : undefined
}

function markRead(world: World, body: Json): object {
  if (body['status'] !== 'read' || typeof body['message_id'] !== 'string') throw wrong('status')
  const id = body['message_id']
  const own = [...world.persons.values()].map(({ sent }) => sent.get(id)).find((one) => one !== undefined)
  if (own === undefined) throw wrong('there is no such message')
  own.read = true
  changed(world)
  return { success: true }
}

function toSeen(
  id: string,
  body: Json,
  template: FilledTemplate | undefined,
  media: SeenMedia | undefined,
): Omit<SeenGraph, 'mark'> {
  const base = { id, body, media, choices: [], about: aboutOf(body), template: undefined }
  const content = body[String(body['type'])]
  const inner = isRecord(content) ? content : {}
  if (template !== undefined) return { ...base, kind: 'template', text: template.text, template }
  if (media !== undefined) return { ...base, kind: 'media', text: String(inner['caption'] ?? '') }
  if (body['type'] === 'reaction') return { ...base, kind: 'reaction', text: String(inner['emoji']) }
  if (body['type'] === 'text') return { ...base, kind: 'text', text: String(inner['body']) }
  const action = isRecord(inner['action']) ? inner['action'] : {}
  const text = isRecord(inner['body']) ? String(inner['body']['text']) : ''
  if (inner['type'] === 'button') return { ...base, kind: 'buttons', text, choices: choicesIn(action['buttons'], 'reply') }
  const sections = Array.isArray(action['sections']) ? action['sections'].filter(isRecord) : []
  return { ...base, kind: 'list', text, choices: sections.flatMap((section) => choicesIn(section['rows'])) }
}

function choicesIn(values: unknown, inside?: string): SeenChoice[] {
  const list = Array.isArray(values) ? values.filter(isRecord) : []
  return list.map((one) => (inside === undefined ? one : one[inside])).filter(isRecord) as unknown as SeenChoice[]
}
