// Whether a message is one that Meta takes: every limit that a client could break. Strict on purpose: what is let through here
// and refused by Meta would be found out by customers.
import { GraphError, wrong } from './graph-error.ts'
import { isRecord, type Json, onlyKeys, textOf } from './json-shapes.ts'

const envelope = ['messaging_product', 'recipient_type', 'to', 'recipient', 'biz_opaque_callback_data', 'context', 'type']
const mediaKinds = ['image', 'document', 'audio', 'video', 'sticker']
const types = ['text', 'interactive', 'template', 'reaction', ...mediaKinds]

/** Who is written to: the number counts more than the user id. @throws GraphError */
export function checkEnvelope(body: Json): string {
  if (body['messaging_product'] !== 'whatsapp') throw wrong('messaging_product has to be "whatsapp"')
  if (body['recipient_type'] !== undefined && body['recipient_type'] !== 'individual') throw wrong('recipient_type')
  const type = textOf(body, 'type', 1, 20)
  if (!types.includes(type)) throw wrong(`type ${type}`)
  onlyKeys(body, [...envelope, type], 'message')
  if (body['biz_opaque_callback_data'] !== undefined) textOf(body, 'biz_opaque_callback_data', 1, 512)
  if (body['context'] !== undefined) {
    const context = record(body['context'], 'context')
    onlyKeys(context, ['message_id'], 'context')
    textOf(context, 'message_id', 1, 500)
  }
  if (body['to'] === undefined) {
    const recipient = textOf(body, 'recipient', 1, 140)
    if (!/^[A-Z]{2}\.[A-Za-z0-9.]+$/.test(recipient)) throw wrong('recipient is no user id')
    return recipient
  }
  const to = textOf(body, 'to', 1, 20)
  // Meta takes a user id here for a number, says "accepted", and nothing arrives.
  if (!/^\d{5,20}$/.test(to)) throw wrong('to is no phone number')
  return to
}

/** Of everything but templates, which template-rules.ts checks. @throws GraphError */
export function checkContent(body: Json): void {
  const type = String(body['type'])
  const content = record(body[type], type)
  if (type === 'text') {
    onlyKeys(content, ['body', 'preview_url'], 'text')
    textOf(content, 'body', 1, 4096)
  } else if (type === 'interactive') {
    checkInteractive(content)
  } else if (type === 'reaction') {
    onlyKeys(content, ['message_id', 'emoji'], 'reaction')
    textOf(content, 'message_id', 1, 500)
    textOf(content, 'emoji', 0, 20)
  } else if (mediaKinds.includes(type)) {
    checkMedia(type, content)
  }
}

function checkMedia(type: string, content: Json): void {
  const captioned = type === 'image' || type === 'video' || type === 'document'
  onlyKeys(content, ['id', ...(captioned ? ['caption'] : []), ...(type === 'document' ? ['filename'] : [])], type)
  textOf(content, 'id', 1, 200)
  if (content['caption'] !== undefined) textOf(content, 'caption', 1, 1024)
  if (type === 'document') textOf(content, 'filename', 1, 240)
}

function checkInteractive(content: Json): void {
  const type = textOf(content, 'type', 1, 20)
  onlyKeys(content, ['type', 'body', 'action'], 'interactive')
  const body = record(content['body'], 'body')
  const action = record(content['action'], 'action')
  if (type === 'button') {
    textOf(body, 'text', 1, 1024)
    checkButtons(action)
  } else if (type === 'list') {
    textOf(body, 'text', 1, 4096)
    checkList(action)
  } else {
    throw wrong(`interactive type ${type}`, 131009)
  }
}

function checkButtons(action: Json): void {
  const buttons = list(action['buttons'], 1, 3, 'buttons').map((button) => {
    if (button['type'] !== 'reply') throw wrong('a button has to be of type reply', 131009)
    const reply = record(button['reply'], 'reply')
    onlyKeys(reply, ['id', 'title'], 'reply')
    return { id: textOf(reply, 'id', 1, 256), title: textOf(reply, 'title', 1, 20) }
  })
  unique(
    buttons.map(({ id }) => id),
    'button ids',
  )
  unique(
    buttons.map(({ title }) => title),
    'button titles',
  )
}

function checkList(action: Json): void {
  textOf(action, 'button', 1, 20)
  const sections = list(action['sections'], 1, 10, 'sections')
  const rows = sections.flatMap((section) => {
    if (sections.length > 1) textOf(section, 'title', 1, 24)
    return list(section['rows'], 1, 10, 'rows')
  })
  if (rows.length > 10) throw wrong('more than 10 rows', 131009)
  const ids = rows.map((row) => {
    onlyKeys(row, ['id', 'title', 'description'], 'row')
    textOf(row, 'title', 1, 24)
    if (row['description'] !== undefined) textOf(row, 'description', 1, 72)
    return textOf(row, 'id', 1, 200)
  })
  unique(ids, 'row ids')
}

function record(value: unknown, name: string): Json {
  if (!isRecord(value)) throw wrong(`${name} is missing`)
  return value
}

function list(value: unknown, least: number, most: number, name: string): Json[] {
  if (!Array.isArray(value) || value.length < least || value.length > most || !value.every(isRecord))
    throw wrong(`${name}: ${least} to ${most} of them`, 131009)
  return value
}

function unique(values: readonly string[], name: string): void {
  if (new Set(values).size !== values.length) throw new GraphError(131009, `${name} have to differ`, { strict: true })
}
