// Templates as Meta keeps them: approved or not, filled in with as many parameters as they have, in one line each.
import type { GraphTemplate } from './contract.ts'
import { GraphError, wrong } from './graph-error.ts'
import { isRecord, type Json, onlyKeys, textOf } from './json-shapes.ts'

export interface FilledTemplate {
  readonly name: string
  readonly language: string
  readonly parameters: readonly string[]
  readonly text: string
}

/** @throws GraphError with the code that says why it cannot be sent */
export function fillTemplate(templates: readonly GraphTemplate[], content: unknown): FilledTemplate {
  if (!isRecord(content)) throw wrong('template is missing')
  onlyKeys(content, ['name', 'language', 'components'], 'template')
  const name = textOf(content, 'name', 1, 512)
  const language = isRecord(content['language']) ? textOf(content['language'], 'code', 2, 10) : ''
  const template = templates.find((one) => one.name === name && one.language === language)
  if (template === undefined) throw new GraphError(132001, `template ${name} (${language}) does not exist`, { status: 404 })
  if (template.status === 'PAUSED') throw new GraphError(132015, `template ${name} is paused`)
  if (template.status === 'DISABLED') throw new GraphError(132016, `template ${name} is disabled`)
  if (template.status !== 'APPROVED') throw new GraphError(132001, `template ${name} is not approved`, { status: 404 })
  const parameters = readParameters(content)
  if (parameters.length !== countPlaces(template.body)) throw new GraphError(132000, 'the number of parameters does not match')
  const text = template.body.replace(/\{\{(\d)\}\}/g, (_, place: string) => parameters[Number(place) - 1] ?? '')
  if (text.length > 1024) throw new GraphError(132005, 'the text is too long')
  return { name, language, parameters, text }
}

export function countPlaces(body: string): number {
  return new Set(body.match(/\{\{\d\}\}/g)).size
}

function readParameters(content: Json): string[] {
  const components = Array.isArray(content['components']) ? content['components'].filter(isRecord) : []
  const body = components.find(({ type }) => type === 'body')
  if (components.length > 1 || (components.length === 1 && body === undefined)) throw wrong('only a body is expected')
  const parameters = Array.isArray(body?.['parameters']) ? body['parameters'].filter(isRecord) : []
  return parameters.map((parameter) => {
    if (parameter['type'] !== 'text') throw wrong('only texts are expected')
    const text = textOf(parameter, 'text', 1, 1024)
    if (/[\n\t\r]| {5}/.test(text))
      throw wrong('a parameter must not hold line ends, tabs or more than 4 spaces in a row', 132018)
    return text
  })
}
